// What a light's options mean. They are free-form in the document: anything unusable falls back to what is usual.
import type { Tile } from "../../../lib/bindings/api";
import type { Scale } from "../../frame/steps";
import { FORMATS, type Format } from "./colour";

type Options = Tile["options"];

export const FULL = 100;
/** Mired, Home Assistant's own range (`light/__init__.py`). */
export const COLDEST = 153;
export const WARMEST = 500;
/** No light has so many mired, and none so few kelvin. */
const KELVIN_FROM = 1_000;

const number = (options: Options, name: string, fallback: number): number => {
  const it = options[name];
  return typeof it === "number" && Number.isFinite(it) && it > 0 ? it : fallback;
};

/** In the device's own numbers. The darkest is still on. */
export function brightnessScale(options: Options): Scale {
  const maximum = number(options, "brightnessMaximum", FULL);
  return { minimum: maximum > 1 ? 1 : 0, maximum, step: maximum > 1 ? 1 : 0.01 };
}

export const percentOf = (value: number, { maximum }: Scale): number => (value / maximum) * 100;

/** In mired or kelvin, whichever its ends are in. */
export function temperatureScale(options: Options): Scale & { kelvin: boolean } {
  const minimum = number(options, "temperatureMinimum", COLDEST);
  const maximum = number(options, "temperatureMaximum", WARMEST);
  const kelvin = maximum >= KELVIN_FROM;
  return { minimum, maximum: maximum > minimum ? maximum : minimum + 1, step: kelvin ? 50 : 1, kelvin };
}

export const formatOf = (options: Options): Format => FORMATS.find((it) => it === options["colourFormat"]) ?? "hex";
