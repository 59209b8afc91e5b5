// A number on a scale: where it stands, and what it means that it stands beside it.
import type { JsonValue, Tile } from "../../lib/bindings/api";

export interface Scale {
  minimum: number;
  maximum: number;
}

export const DEFAULTS: Scale = { minimum: 0, maximum: 100 };

/** Of a tile's options; what is no number counts as not there. */
export function scaleOf(options: Tile["options"]): Scale {
  const bound = (it: JsonValue | undefined, fallback: number) => (typeof it === "number" ? it : fallback);
  return {
    minimum: bound(options["minimum"], DEFAULTS.minimum),
    maximum: bound(options["maximum"], DEFAULTS.maximum),
  };
}

export interface Place {
  /** 0 to 1. */
  share: number;
  outside: "below" | "above" | undefined;
}

/** Where a value is on the scale; outside it is pinned to the end and says so. */
export function placeOf(value: number, { minimum, maximum }: Scale): Place {
  if (value < minimum) return { share: 0, outside: "below" };
  if (value > maximum) return { share: 1, outside: "above" };
  return { share: maximum > minimum ? (value - minimum) / (maximum - minimum) : 0, outside: undefined };
}
