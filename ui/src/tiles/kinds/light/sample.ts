// A colour lamp as Zigbee2MQTT has it.
import { aBinding, aCommand, aSetting } from "../../build";
import { SIZES, type Sample } from "../../sample";

const set = (slot: string, tolerance = 0) => aSetting(slot, { tolerance });
const number = aBinding({ decode: { as: "number" } });

const bindings = {
  state: aBinding({ decode: { as: "onOff", on: "ON", off: "OFF" } }),
  brightness: number,
  temperature: number,
  colour: aBinding(),
  effect: aBinding(),
};
const commands = {
  set: aCommand(),
  setBrightness: set("brightness", 2),
  setTemperature: set("temperature", 2),
  setColour: aCommand({ payload: { as: "template", text: '{"color":{{ value }}}' }, answer: null }),
  setEffect: set("effect"),
};
const { set: onOff, setBrightness, setTemperature } = commands;

export const sample: Sample = {
  tile: {
    title: "Stable light",
    icon: "lightbulb",
    accent: "amber",
    bindings,
    commands,
    options: { brightnessMaximum: 254, colourFormat: "xyJson", effects: "colorloop, candle, fireplace" },
  },
  says: { state: true, brightness: 178, temperature: 280, colour: { x: 0.57, y: 0.37 }, effect: "candle" },
  wants: false,
  also: [
    {
      name: "off",
      says: { state: false, brightness: 178, temperature: 280, colour: { x: 0.57, y: 0.37 } },
      sizes: SIZES,
    },
    {
      name: "all of it",
      says: { state: true, brightness: 90, temperature: 400, colour: { x: 0.2, y: 0.15 } },
      sizes: SIZES,
    },
    {
      name: "only on and off",
      says: { state: true },
      tile: { bindings: { state: bindings.state }, commands: { set: onOff } },
      sizes: SIZES,
    },
    {
      name: "dimmed",
      says: { state: true, brightness: 25 },
      tile: {
        bindings: { state: bindings.state, brightness: number },
        commands: { set: onOff, setBrightness },
        options: {},
      },
      sizes: SIZES,
    },
    {
      name: "whites",
      says: { state: true, brightness: 80, temperature: 2700 },
      tile: {
        bindings: { state: bindings.state, brightness: number, temperature: number },
        commands: { set: onOff, setBrightness, setTemperature },
        options: { temperatureMinimum: 2000, temperatureMaximum: 6500 },
      },
      sizes: SIZES,
    },
    {
      name: "nothing answers",
      says: {},
      tile: { bindings: {}, commands: { set: onOff, setBrightness }, options: {} },
      sizes: SIZES,
    },
  ],
};
