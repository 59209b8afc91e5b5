// An air conditioner with all that Home Assistant's climate has; a valve at a radiator; a device with two targets.
import { aBinding, aSetting } from "../../build";
import type { Sample } from "../../sample";

const set = (slot: string, tolerance = 0) => aSetting(slot, { timeoutMs: 15_000, tolerance });
const degrees = aBinding({ decode: { as: "number" }, unit: "°C" });
const word = aBinding({ decode: { as: "text" } });

const sizes = [
  { width: 2, height: 2 },
  { width: 2, height: 3 },
  { width: 2, height: 4 },
  { width: 4, height: 2 },
  { width: 4, height: 3 },
  { width: 4, height: 4 },
  { width: 4, height: 5 },
];

const bindings = {
  value: degrees,
  state: degrees,
  low: degrees,
  high: degrees,
  mode: word,
  action: word,
  preset: word,
  fanMode: word,
  humidity: aBinding({ decode: { as: "number" }, unit: "%" }),
};
const commands = {
  set: set("state", 0.25),
  setLow: set("low", 0.25),
  setHigh: set("high", 0.25),
  setMode: set("mode"),
  setPreset: set("preset"),
  setFanMode: set("fanMode"),
};
const options = { modes: "off, heat, cool, heat_cool, fan_only", presets: "none, eco, away" };

export const sample: Sample = {
  tile: { title: "Living room", icon: "thermostat", accent: "coral", bindings, commands, options },
  says: { value: 21.4, state: 22, mode: "heat", action: "heating", preset: "eco", fanMode: "auto", humidity: 46 },
  wants: 23,
  also: [
    {
      name: "low and high",
      says: { value: 23.8, low: 20, high: 24.5, mode: "heat_cool", action: "cooling", preset: "away", fanMode: "low" },
      sizes,
    },
    {
      name: "a valve at a radiator",
      says: { value: 19.2, state: 17.5, mode: "auto", action: "idle" },
      tile: {
        bindings: { value: degrees, state: degrees, mode: word, action: word },
        commands: { set: commands.set, setMode: commands.setMode },
        options: { minimum: 5, maximum: 30, modes: "off, auto, heat" },
      },
      sizes,
    },
    {
      name: "only a target",
      says: { value: 54, state: 60 },
      tile: { bindings: { value: degrees, state: degrees }, commands: { set: commands.set }, options: {} },
      sizes,
    },
    {
      name: "only looked at",
      says: { value: -12.5, state: 8, action: "Abtauung mit Heißgas" },
      tile: { bindings: { value: degrees, state: degrees, action: word }, commands: {} },
      sizes,
    },
    {
      name: "nothing answers",
      says: {},
      tile: { bindings: {}, commands: { set: commands.set, setMode: commands.setMode } },
      sizes,
    },
    { name: "off", says: { value: 18.25, state: 21, mode: "off", action: "off" } },
  ],
};
