// Words that a tile's option lists and its device takes: modes, effects, programmes.
import type { JsonValue, Value } from "../lib/bindings/api";
import { means } from "./words";

/** Of a tile; a menu with more is none. */
const MOST = 256;

/** One in each line, or with commas between. Each once, in their order. */
export function namesOf(saved: JsonValue | undefined): string[] {
  if (typeof saved !== "string") return [];
  // Where each has a line of its own, a name may have a comma.
  const all = saved.split(saved.includes("\n") ? "\n" : ",").map((it) => it.trim());
  return [...new Set(all.filter((it) => it !== ""))].slice(0, MOST);
}

/** The place of what a device says among them; -1: it is none of them. */
export const placeIn = (names: readonly string[], value: Value | null | undefined): number =>
  value ? names.findIndex((it) => means(it, value)) : -1;
