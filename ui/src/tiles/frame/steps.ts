// A number that is set in steps: what minimum, maximum and step mean. Options are free-form in the document: anything unusable falls back
// to its default.
import type { JsonValue, Tile } from "../../lib/bindings/api";
import { decimalsOf } from "../../lib/format";

export interface Scale {
  minimum: number;
  maximum: number;
  step: number;
}

export const DEFAULTS: Scale = { minimum: 0, maximum: 100, step: 1 };

const number = (value: JsonValue | undefined, fallback: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : fallback;

export function scaleOf(options: Tile["options"]): Scale {
  const minimum = number(options["minimum"], DEFAULTS.minimum);
  const maximum = number(options["maximum"], DEFAULTS.maximum);
  const step = number(options["step"], DEFAULTS.step);
  return { minimum, maximum: maximum > minimum ? maximum : minimum + 1, step: step > 0 ? step : DEFAULTS.step };
}

/** The nearest step from the minimum, inside the scale, without the noise of binary fractions. */
export function snap(value: number, { minimum, maximum, step }: Scale): number {
  const steps = Math.round((value - minimum) / step);
  const digits = Math.max(decimalsOf(step), decimalsOf(minimum));
  return clamp(Number((minimum + steps * step).toFixed(digits)), minimum, maximum);
}

/** Where a value is on the scale, 0 to 1; outside it is pinned to the end. */
export function share(value: number, { minimum, maximum }: Scale): number {
  return clamp((value - minimum) / (maximum - minimum), 0, 1);
}

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Digits that tell a step from the next. */
export const digitsOf = ({ step, minimum }: Scale): number => Math.max(decimalsOf(step), decimalsOf(minimum));
