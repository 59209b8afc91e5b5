import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Tile } from "../lib/bindings/api";
import { t } from "../lib/text";
import { kindOf, kinds } from "./registry";
import { aBinding, aCommand, aTile } from "./testing";

const folders = readdirSync("src/tiles/kinds", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test("every folder is a kind and every kind is a folder", () => {
  expect(kinds.map((kind) => kind.kind).sort()).toEqual(folders.sort());
});

test("kinds come in the order of the picker", () => {
  expect(kinds.map((kind) => kind.name)).toEqual([
    "Switch",
    "Light",
    "Fan",
    "Button",
    "Button row",
    "Cover",
    "Lock",
    "Thermostat",
    "Humidifier",
    "Slider",
    "Stepper",
    "Number input",
    "Select",
    "Text input",
    "Value",
    "Gauge",
    "Progress",
    "Indicator",
    "Device online",
    "Event",
    "Chart",
    "State timeline",
    "Table",
    "Weather",
    "Image",
    "Clock",
    "Countdown",
    "Heading",
    "Divider",
    "Note",
    "Link",
  ]);
});

test("a kind of a newer version is not known", () => {
  expect(kindOf("sauna")).toBeUndefined();
  expect(kindOf("constructor")).toBeUndefined();
});

test.each(kinds.map((kind) => [kind.name, kind] as const))("a %s's sample is one of its kind", (_, kind) => {
  const { tile, says } = kind.sample;
  expect(Object.keys(tile.bindings ?? {}).filter((slot) => !(slot in kind.reads))).toEqual([]);
  expect(Object.keys(tile.commands ?? {})).toEqual(Object.keys(kind.sends));
  expect(Object.keys(tile.options ?? {}).filter((name) => !(name in kind.options))).toEqual([]);
  expect(Object.keys(says).filter((slot) => !(slot in (tile.bindings ?? {})))).toEqual([]);
});

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "what an empty form of a %s writes is declared",
  (_, kind) => {
    const { bindings, commands, options } = kind.toDraft(kind.blank(), "farm");
    expect(Object.keys(bindings).filter((slot) => !(slot in kind.reads))).toEqual([]);
    expect(Object.keys(commands).filter((slot) => !(slot in kind.sends))).toEqual([]);
    expect(Object.keys(options).filter((name) => !(name in kind.options))).toEqual([]);
    for (const [slot, { required }] of Object.entries(kind.reads)) if (required) expect(bindings).toHaveProperty(slot);
  },
);

test("no kind reaches into another's folder", () => {
  for (const folder of folders) {
    for (const file of readdirSync(`src/tiles/kinds/${folder}`)) {
      const source = readFileSync(`src/tiles/kinds/${folder}/${file}`, "utf8");
      for (const other of folders) expect(source).not.toContain(`from "../${other}/`);
    }
  }
});

const sourcesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith("text.ts"))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
    .join("\n");

test("the shared words name no kind, and each is used", () => {
  const sources = sourcesIn("src/tiles");
  const keys = Object.entries(t.tiles).flatMap(([section, words]) =>
    Object.keys(words).map((key) => `t.tiles.${section}.${key}`),
  );
  expect(keys.filter((key) => !new RegExp(`${key}\\b`).test(sources))).toEqual([]);
  expect(Object.keys(t.tiles).filter((section) => folders.includes(section))).toEqual([]);
});

test.each(folders)("a %s's words stand in its folder, and each is used", (folder) => {
  const words = [...readFileSync(`src/tiles/kinds/${folder}/text.ts`, "utf8").matchAll(/^ {2}(\w+)[:,]/gm)];
  const sources = sourcesIn(`src/tiles/kinds/${folder}`);
  expect(words.length).toBeGreaterThan(1);
  expect(words.map(([, key]) => key).filter((key) => !new RegExp(`text\\.${key}\\b`).test(sources))).toEqual([]);
});

test.each(kinds.map((kind) => [kind.name, kind] as const))("%s is not smaller than its own minimum", (_, kind) => {
  expect(kind.size.width).toBeGreaterThanOrEqual(kind.minimum.width);
  expect(kind.size.height).toBeGreaterThanOrEqual(kind.minimum.height);
});

/** Everything a document can hold for a kind, what no field shows included. */
const full: Record<string, Partial<Tile>> = {
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

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "the form of a %s loses nothing of a full tile",
  (_, kind) => {
    const tile = aTile(kind.kind, full[kind.kind]);
    const draft = kind.toDraft(kind.fromTile(tile), "farm");
    expect(draft).toEqual({ bindings: tile.bindings, commands: tile.commands, options: tile.options });
  },
);

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "a %s from an empty form can be opened and saved unchanged",
  (_, kind) => {
    const draft = kind.toDraft(kind.blank(), "farm");
    const again = kind.toDraft(kind.fromTile({ ...aTile(kind.kind), ...draft } as Tile), "farm");
    expect(again).toEqual(draft);
  },
);

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  "every value of a %s has a field and every field a value",
  (_, kind) => {
    const names = kind.fields.map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(kind.blank()).sort()).toEqual([...names].sort());
    const labels = kind.fields.map((field) => field.label);
    expect(new Set(labels).size).toBe(labels.length);
  },
);

const brokersOf = (name: string, broker: string) => {
  const kind = kindOf(name);
  const values = kind?.fromTile(aTile(name, full[name]));
  return Object.values((values && kind?.toDraft(values, broker).bindings) ?? {}).map((binding) => binding.broker);
};

test("another broker is chosen for all of a tile, an unchanged one for none of it", () => {
  expect(brokersOf("switch", "farm")).toEqual(["farm", "farm", "house"]);
  expect(brokersOf("switch", "cloud")).toEqual(["cloud", "cloud", "cloud"]);
});

test("a chart's series that has a broker of its own keeps it when the tile gets another", () => {
  expect(brokersOf("chart", "farm")).toEqual(["farm", "farm", "house", "farm"]);
  expect(brokersOf("chart", "cloud")).toEqual(["cloud", "cloud", "house", "cloud"]);
});

test.each([
  ["switch", ["Topic", "Command topic", "Payload on", "Payload off", "Value template"]],
  ["button", ["Command topic", "Payload"]],
  ["slider", ["Topic", "Command topic", "Minimum", "Maximum", "Step", "Unit", "Value template"]],
  ["value", ["Topic", "Value template", "Unit", "Decimals", "Sparkline"]],
  ["gauge", ["Topic", "Value template", "Unit", "Minimum", "Maximum"]],
  ["progress", ["Topic", "Value template", "Unit", "Minimum", "Maximum", "Rules"]],
  ["buttons", ["Topic", "Command topic", "Buttons"]],
  ["stepper", ["Topic", "Command topic", "Minimum", "Maximum", "Step", "Unit"]],
  ["numberInput", ["Topic", "Command topic", "Minimum", "Maximum", "Unit"]],
  ["select", ["Topic", "Command topic", "Options", "Show as"]],
  ["textInput", ["Topic", "Command topic", "Longest text", "Pattern"]],
  ["light", ["Topic", "Command topic", "Payload on", "Brightness: command topic", "Colour: format", "Effects"]],
  ["cover", ["Topic", "Command topic", "Payload open", "Position: topic", "Position: command topic", "0 % is open"]],
  ["fan", ["Topic", "Command topic", "Payload on", "Speed: topic", "Speed: command topic", "Presets"]],
  ["humidifier", ["Topic", "Command topic", "Humidity: topic", "Target: command topic", "Minimum", "Modes"]],
  ["lock", ["Topic", "Command topic", "Payload lock", "Payload unlock", "Payload open", "Ask before unlocking"]],
  ["thermostat", ["Topic", "Unit", "Target: topic", "Target: command topic", "Step", "Mode: command topic", "Modes"]],
  ["indicator", ["Topic", "Value template", "Unit", "Rules"]],
  ["presence", ["Topic", "Payload online", "Payload offline", "Rules"]],
  ["event", ["Topic", "Value template", "Rules"]],
  ["table", ["Topic", "Value template", "Columns", "Sorted by"]],
  ["image", ["Topic", "Value template", "Picture fills"]],
  ["link", ["Leads to", "Address", "Dashboard"]],
  ["timeline", ["Topic", "Value template", "Second topic", "Fourth topic", "Label", "Time span"]],
  ["weather", ["Topic", "Unit", "Condition topic", "Humidity topic", "Wind topic", "Wind unit", "Rules"]],
  ["countdown", ["Topic", "Counts down to", "A number means", "At the end"]],
  ["clock", ["Time zone", "Hours", "Seconds", "Date"]],
  [
    "chart",
    ["Topic", "Value template", "Second topic", "Second value template", "Fourth topic", "Unit", "Minimum", "Maximum"],
  ],
])("a %s has the fields that people and tests know by name", (kind, labels) => {
  expect(kindOf(kind)?.fields.map((field) => field.label)).toEqual(expect.arrayContaining(labels));
});

test.each([
  ["switch", "bindings.state.topic", "topic"],
  ["switch", "bindings.state.template", "template"],
  ["switch", "commands.set.topic", "commandTopic"],
  ["switch", "commands.set.payload.on", "payloadOn"],
  ["switch", "commands.set.payload.off", "payloadOff"],
  ["switch", "commands.set.answer.timeoutMs", "answerWithin"],
  ["switch", "bindings.availability.topic", "availabilityTopic"],
  ["button", "commands.press.payload.text", "payload"],
  ["slider", "commands.set.answer.tolerance", "tolerance"],
  ["gauge", "bindings.value.unit", "unit"],
  ["gauge", "options.rules.3.text", "rules"],
  ["select", "options.choices", "choices"],
  ["select", "commands.set.answer.timeoutMs", "answerWithin"],
  ["stepper", "commands.set.answer.tolerance", "tolerance"],
  ["stepper", "bindings.state.unit", "unit"],
  ["light", "bindings.state.decode", "stateOn"],
  ["light", "commands.setColour.payload.text", "colourPayload"],
  ["cover", "bindings.position.template", "positionTemplate"],
  ["cover", "commands.setTilt.payload.text", "tiltPayload"],
  ["cover", "commands.close.topic", "commandTopic"],
  ["fan", "commands.setSpeed.topic", "speedCommandTopic"],
  ["lock", "commands.open.payload.text", "openPayload"],
  ["thermostat", "bindings.value.unit", "unit"],
  ["thermostat", "commands.set.topic", "stateCommandTopic"],
  ["chart", "bindings.series3.topic", "topic3"],
  ["chart", "bindings.series2.template", "template2"],
  ["chart", "bindings.series2.unit", "unit2"],
  ["chart", "bindings.series1.timeTemplate", "timeTemplate"],
  ["chart", "bindings.series3.broker", "broker3"],
  ["weather", "bindings.humidity.template", "humidityTemplate"],
  ["timeline", "bindings.series3.topic", "topic3"],
  ["timeline", "options.label2", "label2"],
  ["switch", "bindings.state.timeTemplate", "timeTemplate"],
  ["chart", "title", undefined],
])("a problem of a %s at %s is shown at the field %s", (kind, path, field) => {
  expect(kindOf(kind)?.fieldOf(path)).toBe(field);
});
