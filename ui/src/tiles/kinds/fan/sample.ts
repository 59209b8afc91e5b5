// A ceiling fan with all that Home Assistant's fan has, and one with three speeds.
import { aBinding, aCommand } from "../../build";
import type { Sample } from "../../sample";

const set = (slot: string, tolerance = 0) =>
  aCommand({ payload: { as: "template", text: "{{ value }}" }, answer: { slot, timeoutMs: 5_000, tolerance } });
const state = aBinding({ decode: { as: "onOff", on: "ON", off: "OFF" } });
const speed = aBinding({ decode: { as: "number" } });
const word = aBinding({ decode: { as: "text" } });

const sizes = [
  { width: 2, height: 2 },
  { width: 2, height: 3 },
  { width: 2, height: 4 },
  { width: 4, height: 2 },
  { width: 4, height: 3 },
  { width: 4, height: 5 },
];

const commands = {
  set: aCommand(),
  setSpeed: set("speed", 0.5),
  setPreset: set("preset"),
  setOscillation: set("oscillation"),
  setDirection: set("direction"),
};

export const sample: Sample = {
  tile: {
    title: "Ceiling fan",
    icon: "ceiling-fan",
    accent: "teal",
    bindings: { state, speed, preset: word, oscillation: word, direction: word },
    commands,
    options: { presets: "auto, breeze, night" },
  },
  says: { state: true, speed: 60, preset: "breeze", oscillation: "oscillate_on", direction: "forward" },
  wants: false,
  also: [
    { name: "off", says: { state: false, speed: 60, preset: "auto", oscillation: "oscillate_off" }, sizes },
    {
      name: "three speeds",
      says: { state: true, speed: 2 },
      tile: {
        bindings: { state, speed },
        commands: { set: commands.set, setSpeed: commands.setSpeed },
        options: { speedMaximum: 3 },
      },
      sizes,
    },
    {
      name: "nothing answers",
      says: {},
      tile: { bindings: {}, commands: { set: commands.set, setSpeed: commands.setSpeed }, options: {} },
      sizes,
    },
  ],
};
