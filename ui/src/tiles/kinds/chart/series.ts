// Which series a chart has, and how they look.
import type { Accent, ChartStyle, JsonValue, Tile } from "../../../lib/bindings/api";
import { accentOf } from "../../past/past";
import { text } from "./text";

export const SLOTS = ["series1", "series2", "series3", "series4"] as const;
export const SPAN = 3_600;
/** The longest span, in seconds. */
export const LONGEST = 31_622_400;
export const STYLES: ChartStyle[] = ["line", "area", "step"];

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
        label: typeof label === "string" && label.trim() !== "" ? label : text.series(index),
        accent: accentOf(tile, index),
      },
    ];
  });
}

export function styleOf(value: JsonValue | undefined): ChartStyle {
  return STYLES.find((style) => style === value) ?? "line";
}

/** Any span that was saved is drawn, chip or not. */
export function spanOf(value: JsonValue | undefined): number {
  return typeof value === "number" && value >= 1 && value <= LONGEST ? value : SPAN;
}
