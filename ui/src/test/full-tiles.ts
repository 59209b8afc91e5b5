// A tile of each kind with everything that a document can hold for it, for tests.
import type { Tile } from "../lib/bindings/api";
import { aBinding, aCommand } from "../tiles/testing";

/** What no field shows is there as well. */
export const full: Record<string, Partial<Tile>> = {
  switch: {
    bindings: {
      state: aBinding({
        topic: " pump/state",
        qos: "atLeastOnce",
        template: "{{ value_json.on }}",
        decode: { as: "onOff", on: "1", off: "0" },
      }),
      availability: aBinding({ topic: "pump/lwt", decode: { as: "onOff", on: "Online", off: "Offline" } }),
      other: aBinding({ broker: "house", topic: "x" }),
    },
    commands: {
      set: aCommand({ retain: true, qos: "atMostOnce", answer: { slot: "other", timeoutMs: 1_500, tolerance: 0.5 } }),
      spare: aCommand({ topic: "spare" }),
    },
    options: { staleAfterSeconds: 90, future: { deep: [1, "two"] } },
  },
  button: {
    bindings: { availability: aBinding({ decode: { as: "auto" } }) },
    commands: { press: aCommand({ payload: { as: "template", text: '{"go": {{ 1 }} }' }, retain: true }) },
    options: { confirm: true, future: null },
  },
  slider: {
    bindings: { state: aBinding({ decode: { as: "number" }, unit: "%", template: "{{ value }}" }) },
    commands: {
      set: aCommand({
        payload: { as: "template", text: '{"speed": {{ value }}}' },
        answer: { slot: "state", timeoutMs: 12_000, tolerance: 3 },
      }),
    },
    options: { minimum: -10, maximum: 10, step: 0.5, staleAfterSeconds: 10, colour: "warm" },
  },
  value: {
    bindings: { value: aBinding({ decode: { as: "json" }, unit: "°C" }) },
    options: { decimals: 2, sparkline: false, staleAfterSeconds: 600, future: true },
  },
  gauge: {
    bindings: { value: aBinding({ decode: { as: "number" }, unit: "bar" }) },
    options: {
      minimum: 0.5,
      maximum: 6,
      zones: [{ from: 4, colour: "rose" }],
      rules: [{ when: "above", low: 4, text: "High" }, { when: "sounds like", of: ["rain"] }, 3],
    },
  },
  progress: {
    bindings: { value: aBinding({ decode: { as: "number" }, unit: "l" }) },
    options: { minimum: -2, maximum: 6, decimals: 1, future: "yes" },
  },
  buttons: {
    bindings: { state: aBinding({ template: "{{ value_json.state }}" }) },
    commands: { press: aCommand({ payload: { as: "template", text: "{{ value }}" }, answer: null, retain: true }) },
    options: { buttons: [{ payload: "OPEN", label: "Up", sound: "horn" }, "what is this", { payload: 3 }], future: 1 },
  },
  stepper: {
    bindings: { state: aBinding({ decode: { as: "number" }, unit: "°C" }) },
    commands: {
      set: aCommand({
        payload: { as: "template", text: '{"target": {{ value }}}' },
        answer: { slot: "state", timeoutMs: 30_000, tolerance: 0.2 },
      }),
    },
    options: { minimum: 5, maximum: 30, step: 0.5, future: [] },
  },
  numberInput: {
    bindings: { state: aBinding({ decode: { as: "auto" }, unit: null }) },
    commands: {
      set: aCommand({
        payload: { as: "template", text: "{{ value }}" },
        answer: { slot: "state", timeoutMs: 5_000, tolerance: 1 },
      }),
    },
    options: { minimum: -1, future: null },
  },
  select: {
    bindings: { state: aBinding() },
    commands: { set: aCommand({ payload: { as: "template", text: "{{ value }}" } }) },
    options: { choices: [{ payload: "a", label: "A", future: true }, null], look: "menu", future: {} },
  },
  textInput: {
    bindings: { state: aBinding({ decode: { as: "auto" } }) },
    commands: { set: aCommand({ payload: { as: "template", text: '{"text": "{{ value }}"}' } }) },
    options: { longest: 20, pattern: "[a-z]+", staleAfterSeconds: 5, future: "yes" },
  },
  light: {
    bindings: {
      state: aBinding({ decode: { as: "onOff", on: "1", off: "0" }, template: "{{ value_json.POWER }}" }),
      brightness: aBinding({ decode: { as: "number" }, unit: "%", qos: "atLeastOnce" }),
      temperature: aBinding({ decode: { as: "markedNumber", mark: "point" } }),
      colour: aBinding({ decode: { as: "json" }, template: "{{ value_json.color | tojson }}" }),
      effect: aBinding({ decode: { as: "text" } }),
    },
    commands: {
      set: aCommand({ topic: "l/set", answer: { slot: "brightness", timeoutMs: 700, tolerance: 2 } }),
      setBrightness: aCommand({ payload: { as: "template", text: '{"brightness":{{ value }}}' }, retain: true }),
      setColour: aCommand({ qos: "atMostOnce", payload: { as: "template", text: "{{ value }}" } }),
      setEffect: aCommand({ answer: null }),
    },
    options: {
      brightnessMaximum: 254,
      temperatureMinimum: "cold",
      colourFormat: "cmyk",
      effects: ["a"],
      future: { deep: 1 },
    },
  },
  fan: {
    bindings: {
      state: aBinding({ decode: { as: "onOff", on: "1", off: "0" } }),
      speed: aBinding({ decode: { as: "auto" }, unit: "%", template: "{{ value_json.speed }}" }),
      oscillation: aBinding({ decode: { as: "onOff", on: "yes", off: "no" } }),
    },
    commands: {
      set: aCommand({ topic: "f/set", answer: { slot: "speed", timeoutMs: 900, tolerance: 1 } }),
      setSpeed: aCommand({ answer: { slot: "state", timeoutMs: 700, tolerance: 9 } }),
      setOscillation: aCommand({ payload: { as: "template", text: "{{ value }}" }, retain: true }),
    },
    options: { speedMaximum: 0, speedStep: "slow", presets: ["a"], oscillationOn: true, future: 1 },
  },
  cover: {
    bindings: {
      state: aBinding({ decode: { as: "text" }, template: "{{ value_json.state }}" }),
      position: aBinding({
        decode: { as: "auto" },
        unit: null,
        qos: "atLeastOnce",
        timeTemplate: "{{ value_json.at }}",
      }),
      tilt: aBinding({ decode: { as: "number" }, unit: "°" }),
    },
    commands: {
      open: aCommand({ topic: "a", payload: { as: "onOff", on: "GO", off: "HALT" }, retain: true }),
      stop: aCommand({ topic: "b", payload: { as: "template", text: "" }, qos: "atMostOnce" }),
      setPosition: aCommand({ answer: { slot: "state", timeoutMs: 900, tolerance: 4 } }),
      setTilt: aCommand({ payload: { as: "template", text: '{"tilt": {{ value }}}' }, answer: null }),
    },
    options: { inverted: true, confirm: "perhaps", saysOpen: 3, saysClosed: "zu", rules: ["none"], future: 1 },
  },
  humidifier: {
    bindings: {
      state: aBinding({ decode: { as: "onOff", on: "1", off: "0" }, template: "{{ value_json.on }}" }),
      humidity: aBinding({ decode: { as: "auto" }, unit: null }),
      mode: aBinding({ decode: { as: "text" }, qos: "atLeastOnce" }),
    },
    commands: {
      set: aCommand({ topic: "h/set", answer: { slot: "action", timeoutMs: 900, tolerance: 1 } }),
      setTarget: aCommand({ payload: { as: "template", text: '{"rh": {{ value }}}' }, answer: null, retain: true }),
    },
    options: { minimum: 30, maximum: "wet", modes: 3, future: 1 },
  },
  lock: {
    bindings: { state: aBinding({ decode: { as: "text" }, template: "{{ value_json.lock }}" }) },
    commands: {
      lock: aCommand({ topic: "a", payload: { as: "onOff", on: "1", off: "0" }, retain: true }),
      unlock: aCommand({ topic: "b", answer: { slot: "other", timeoutMs: 900, tolerance: 0 } }),
      open: aCommand({ payload: { as: "template", text: "" }, qos: "atMostOnce" }),
    },
    options: { confirm: "perhaps", saysLocked: 3, saysUnlocked: "auf", rules: ["none"], future: 1 },
  },
  thermostat: {
    bindings: {
      value: aBinding({ decode: { as: "auto" }, unit: "°F", timeTemplate: "{{ value_json.at }}" }),
      state: aBinding({ decode: { as: "markedNumber", mark: "comma" }, unit: "°C", template: "{{ value_json.t }}" }),
      high: aBinding({ decode: { as: "number" }, qos: "atLeastOnce" }),
      mode: aBinding({ decode: { as: "text" }, template: "{{ value_json.mode }}" }),
    },
    commands: {
      set: aCommand({
        payload: { as: "template", text: '{"t": {{ value }}}' },
        answer: { slot: "value", timeoutMs: 700, tolerance: 3 },
      }),
      setHigh: aCommand({ payload: { as: "onOff", on: "1", off: "0" }, retain: true }),
      setMode: aCommand({ qos: "atMostOnce", answer: null }),
    },
    options: { minimum: "cold", maximum: 30, step: 0.1, modes: ["heat"], presets: "a\nb", future: { deep: 1 } },
  },
  indicator: {
    bindings: { value: aBinding({ decode: { as: "text" }, unit: "V" }) },
    options: {
      rules: [
        { when: "on", text: "Open" },
        { when: "smells of", of: 3 },
      ],
      future: 1,
    },
  },
  presence: {
    bindings: { value: aBinding({ decode: { as: "auto" }, unit: "?" }) },
    options: { rules: [{ when: "on", text: "Here" }], future: 1 },
  },
  event: {
    bindings: { value: aBinding({ decode: { as: "json" } }) },
    options: { rules: "none", staleAfterSeconds: 5, future: 1 },
  },
  timeline: {
    bindings: {
      series1: aBinding({ topic: "a", template: "{{ value }}", decode: { as: "onOff", on: "1", off: "0" } }),
      series3: aBinding({ broker: "house", topic: "c", timeTemplate: "{{ value_json.ts }}" }),
    },
    options: { label1: "Pump", label3: 3, spanSeconds: 7_200, staleAfterSeconds: 5, future: 1 },
  },
  table: {
    bindings: { table: aBinding({ decode: { as: "json" }, template: "{{ value_json.rows }}" }) },
    options: { columns: "a = A, b", sort: ["b"], future: 1 },
  },
  image: {
    bindings: { picture: aBinding({ decode: { as: "picture" }, template: "{{ value_json.image }}" }) },
    options: { fit: "mirrored", future: 1 },
  },
  weather: {
    bindings: {
      value: aBinding({ decode: { as: "number" }, unit: "°F" }),
      condition: aBinding({ topic: "b", decode: { as: "text" } }),
      wind: aBinding({ topic: "c", unit: "kn", template: "{{ value_json.wind }}", decode: { as: "number" } }),
    },
    options: { decimals: 1, rules: "none", future: 1 },
  },
  countdown: {
    bindings: { value: aBinding({ template: "{{ value_json.left }}", decode: { as: "number" } }) },
    options: { until: ["18:00"], number: "fortnights", done: "Ready", future: 1 },
  },
  clock: { options: { zone: "Mars/Olympus", hours: "h25", seconds: true, date: "yes", future: 1 } },
  link: { options: { address: " https://example.org ", dashboard: ["garden"], future: 1 } },
  divider: { options: { line: "wavy", future: 1 } },
  chart: {
    bindings: {
      series1: aBinding({ topic: "a", unit: "°C", template: "{{ value }}", timeTemplate: "{{ value_json.ts }}" }),
      series2: aBinding({ topic: "b", unit: "%", decode: { as: "auto" } }),
      series3: aBinding({ broker: "house", topic: "c", unit: null }),
      series4: aBinding({ topic: "d" }),
    },
    options: {
      label1: "Air",
      label3: "Soil",
      style: "step",
      style2: "area",
      axis2: "right",
      plot: "bars",
      every: "fortnight",
      measure: "delta",
      smooth: true,
      minimum: -5,
      rightMaximum: 100,
      rightLogarithmic: true,
      thresholds: [
        { value: 30, to: 40, accent: "rose", label: "Too hot", axis: "left", sound: "horn" },
        "what is this",
        { value: 1 },
        { value: 2, future: true },
      ],
      spanSeconds: 7_200,
      future: 1,
    },
  },
};
