// A ceiling fan with all that Home Assistant's fan has, and one with three speeds.
import { aBinding, aCommand, aSetting } from "../../build";
import { SIZES, type Sample } from "../../sample";

const set = (slot: string, tolerance = 0) => aSetting(slot, { tolerance });
const state = aBinding({ decode: { as: "onOff", on: "ON", off: "OFF" } });
const speed = aBinding({ decode: { as: "number" } });
const word = aBinding({ decode: { as: "text" } });

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
    { name: "off", says: { state: false, speed: 60, preset: "auto", oscillation: "oscillate_off" }, sizes: SIZES },
    {
      name: "three speeds",
      says: { state: true, speed: 2 },
      tile: {
        bindings: { state, speed },
        commands: { set: commands.set, setSpeed: commands.setSpeed },
        options: { speedMaximum: 3 },
      },
      sizes: SIZES,
    },
    {
      name: "nothing answers",
      says: {},
      tile: { bindings: {}, commands: { set: commands.set, setSpeed: commands.setSpeed }, options: {} },
      sizes: SIZES,
    },
  ],
};
