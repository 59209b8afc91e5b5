// The series of a kind that draws several: which a tile has, what they are called, and how long a time they show.
import type { Accent, JsonValue, Tile } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import { accentOf } from "./past";

export const SLOTS = ["series1", "series2", "series3", "series4"] as const;
/** Seconds, where a tile says none. */
export const SPAN = 3_600;
/** The longest span, in seconds. */
export const LONGEST = 31_622_400;

export interface Series {
  slot: string;
  /** What a person wrote; else the tile's title for an only series, and a number for one of several. */
  label: string;
  accent: Accent;
}

export function seriesOf(tile: Tile): Series[] {
  const used = SLOTS.filter((slot) => tile.bindings[slot]);
  return used.map((slot) => {
    const index = SLOTS.indexOf(slot);
    const unnamed = used.length === 1 ? tile.title.trim() || t.board.untitled : t.tiles.series.name(index);
    return { slot, label: ownLabel(tile, index) ?? unnamed, accent: accentOf(tile, index) };
  });
}

/** What a person called a series; `index` counts the slots from 0. */
function ownLabel(tile: Tile, index: number): string | undefined {
  const label = tile.options[`label${index + 1}`];
  return typeof label === "string" && label.trim() !== "" ? label : undefined;
}

/** An only series that nobody named is called as its tile, which says so itself. */
export function isNamedByTitle(tile: Tile): boolean {
  const [only, ...further] = SLOTS.filter((slot) => tile.bindings[slot]);
  return only !== undefined && further.length === 0 && ownLabel(tile, SLOTS.indexOf(only)) === undefined;
}

/** What a slot is called beside the tile's title; alone it needs no name. */
export function labelOf(tile: Tile, slot: string): string | undefined {
  const all = seriesOf(tile);
  return all.length > 1 ? all.find((it) => it.slot === slot)?.label : undefined;
}

/** Any span that was saved is drawn, chip or not. `least`: what makes sense of what is drawn, in seconds. */
export function spanOf(value: JsonValue | undefined, least = 1): number {
  const own = typeof value === "number" && value >= 1 && value <= LONGEST ? value : SPAN;
  return Math.max(own, least);
}
