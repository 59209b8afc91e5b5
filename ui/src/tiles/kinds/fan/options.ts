// What a fan's options mean. They are free-form in the document: anything unusable falls back to what is usual.
import type { Tile } from "../../../lib/bindings/api";
import type { Scale } from "../../frame/steps";
import { text } from "./text";

type Options = Tile["options"];

export const FULL = 100;
export const STEP = 1;
/** Home Assistant's own words (mqtt/fan.py). */
export const OSCILLATION = { on: "oscillate_on", off: "oscillate_off" };
export const DIRECTIONS = ["forward", "reverse"] as const;

const number = (options: Options, name: string, fallback: number): number => {
  const it = options[name];
  return typeof it === "number" && Number.isFinite(it) && it > 0 ? it : fallback;
};

/** In the device's own numbers. The slowest is still on: nothing is what the switch is for. */
export function speedScale(options: Options): Scale {
  const maximum = number(options, "speedMaximum", FULL);
  const step = Math.min(number(options, "speedStep", STEP), maximum);
  return { minimum: step < maximum ? step : 0, maximum, step };
}

/** Its words for swinging: the one for off first. */
export function oscillationOf(options: Options): [off: string, on: string] {
  const word = (name: string, usual: string) => {
    const it = options[name];
    return typeof it === "string" && it.trim() !== "" ? it.trim() : usual;
  };
  return [word("oscillationOff", OSCILLATION.off), word("oscillationOn", OSCILLATION.on)];
}

export const directionName = (word: string): string =>
  Object.hasOwn(text.directions, word) ? (text.directions[word] ?? word) : word;
