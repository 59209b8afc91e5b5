// A humidifier with all that Home Assistant's has.
import { aBinding, aCommand, aSetting } from "../../build";
import { SIZES, type Sample } from "../../sample";

const set = (slot: string, tolerance = 0) => aSetting(slot, { tolerance });
const state = aBinding({ decode: { as: "onOff", on: "ON", off: "OFF" } });
const percent = aBinding({ decode: { as: "number" }, unit: "%" });
const word = aBinding({ decode: { as: "text" } });

const commands = { set: aCommand(), setTarget: set("target", 0.5), setMode: set("mode") };

export const sample: Sample = {
  tile: {
    title: "Bedroom air",
    icon: "air-humidifier",
    accent: "sky",
    bindings: { state, humidity: percent, target: percent, mode: word, action: word },
    commands,
    options: { minimum: 30, maximum: 80, modes: "normal, eco, baby" },
  },
  says: { state: true, humidity: 43, target: 55, mode: "eco", action: "humidifying" },
  wants: false,
  also: [
    { name: "off", says: { state: false, humidity: 61.5, target: 55, mode: "normal", action: "off" }, sizes: SIZES },
    {
      name: "only a target",
      says: { state: true, target: 40 },
      tile: {
        bindings: { state, target: percent },
        commands: { set: commands.set, setTarget: commands.setTarget },
        options: {},
      },
      sizes: SIZES,
    },
    {
      name: "nothing answers",
      says: {},
      tile: { bindings: {}, commands: { set: commands.set, setTarget: commands.setTarget }, options: {} },
      sizes: SIZES,
    },
  ],
};
