// What a thermostat's options and words mean. The words are Home Assistant's (climate/const.py), as Zigbee2MQTT and ESPHome say them too.
import type { Accent, Reading, Tile } from "../../../lib/bindings/api";
import { namesOf } from "../../named";
import { text } from "./text";

/** Degrees Celsius: Home Assistant's own range for a climate device. */
export const USUAL = { minimum: 7, maximum: 35 };
export const STEP = 0.5;

/** What a device takes that does not say which: Home Assistant's own lists (mqtt/climate.py). */
export const MODES = ["auto", "off", "cool", "heat", "dry", "fan_only"] as const;
export const FAN_MODES = ["auto", "low", "medium", "high"] as const;

type Options = Tile["options"];

const listed = (options: Options, name: string, usual: readonly string[]): readonly string[] => {
  const own = namesOf(options[name]);
  return own.length > 0 ? own : usual;
};
export const modesOf = (options: Options) => listed(options, "modes", MODES);
export const fanModesOf = (options: Options) => listed(options, "fanModes", FAN_MODES);
export const presetsOf = (options: Options) => listed(options, "presets", []);

/** What people call a word of the device; of no convention's, its own. */
export const called = (word: string): string => {
  const known = word.trim().toLowerCase();
  return Object.hasOwn(text.called, known) ? (text.called[known] ?? word) : word;
};

/** The word that a reading has; undefined: none. */
export function wordIn(reading: Reading | undefined): string | undefined {
  const value = reading?.value;
  if (value?.type === "boolean") return value.value ? "on" : "off";
  return value?.type === "text" && value.value.trim() !== "" ? value.value.trim() : undefined;
}

/** What it does now, in words: what it says of that, else of its mode. */
export function doing(action: string | undefined, mode: string | undefined): string | undefined {
  if (action === undefined) return mode === undefined ? undefined : called(mode);
  const known = action.toLowerCase();
  return Object.hasOwn(text.does, known) ? text.does[known] : action;
}

const TINTS: Record<string, Accent> = {
  heating: "coral",
  preheating: "coral",
  cooling: "sky",
  defrosting: "sky",
  drying: "amber",
  fan: "teal",
};

/** The colour of what it does; undefined: nothing that has one. */
export function tintOf(action: string | undefined): Accent | undefined {
  const known = action?.toLowerCase() ?? "";
  return Object.hasOwn(TINTS, known) ? TINTS[known] : undefined;
}
