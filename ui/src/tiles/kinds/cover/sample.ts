// A roller shutter as ESPHome has it: says open, opening, closed, closing; and its position.
import { aBinding, aCommand, aSetting } from "../../build";
import { SIZES, type Sample } from "../../sample";

const press = (text: string) => aCommand({ payload: { as: "template", text } });
const set = (slot: string) => aSetting(slot, { timeoutMs: 60_000, tolerance: 1 });
const percent = aBinding({ decode: { as: "number" }, unit: "%" });

const commands = {
  setPosition: set("position"),
  setTilt: set("tilt"),
  open: press("OPEN"),
  close: press("CLOSE"),
  stop: aCommand({ payload: { as: "template", text: "STOP" }, answer: null }),
};

export const sample: Sample = {
  tile: {
    title: "Roller shutter",
    icon: "window-shutter",
    accent: "violet",
    bindings: { state: aBinding(), position: percent, tilt: percent },
    commands,
  },
  says: { state: "open", position: 60, tilt: 30 },
  wants: "open",
  also: [
    { name: "closed", says: { state: "closed", position: 0, tilt: 0 } },
    { name: "opening", says: { state: "opening", position: 45, tilt: 30 }, sizes: SIZES },
    {
      name: "only state",
      says: { state: "CLOSE" },
      tile: {
        bindings: { state: aBinding() },
        commands: { open: commands.open, stop: commands.stop, close: commands.close },
      },
      sizes: SIZES,
    },
    {
      name: "a valve by its position",
      says: { position: 35 },
      tile: { bindings: { position: percent }, commands: { setPosition: commands.setPosition } },
      sizes: SIZES,
    },
    {
      name: "nothing answers",
      says: {},
      tile: { bindings: {}, commands: { open: commands.open, close: commands.close } },
      sizes: SIZES.slice(0, 4),
    },
    { name: "a word of its own", says: { state: "jammed at half past ten", position: 12 } },
  ],
};
