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
  label: string;
  accent: Accent;
}

export function seriesOf(tile: Tile): Series[] {
  return SLOTS.flatMap((slot, index) => {
    if (!tile.bindings[slot]) return [];
    const label = tile.options[`label${index + 1}`];
    return [
      {
        slot,
        label: typeof label === "string" && label.trim() !== "" ? label : t.tiles.series.name(index),
        accent: accentOf(tile, index),
      },
    ];
  });
}

/** What a slot is called beside the tile's title; alone it needs no name. */
export function labelOf(tile: Tile, slot: string): string | undefined {
  const all = seriesOf(tile);
  return all.length > 1 ? all.find((it) => it.slot === slot)?.label : undefined;
}

/** Any span that was saved is drawn, chip or not. */
export function spanOf(value: JsonValue | undefined): number {
  return typeof value === "number" && value >= 1 && value <= LONGEST ? value : SPAN;
}
