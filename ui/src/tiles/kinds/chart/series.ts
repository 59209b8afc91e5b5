// Which series a chart has, and how they look.
import type { Accent, ChartStyle, JsonValue, Tile } from "../../../lib/bindings/api";
import { text } from "./text";

export const SLOTS = ["series1", "series2", "series3", "series4"] as const;
export const SPAN = 3_600;
export const STYLES: ChartStyle[] = ["line", "area", "step"];

/** Neighbours in this ring are easy to tell apart, with colour-blind eyes too. */
const RING: Accent[] = ["coral", "sky", "amber", "violet", "green", "rose", "teal"];

export interface Series {
  slot: string;
  label: string;
  accent: Accent;
}

export function seriesOf(tile: Tile): Series[] {
  const start = RING.indexOf(tile.accent);
  return SLOTS.flatMap((slot, index) => {
    if (!tile.bindings[slot]) return [];
    const label = tile.options[`label${index + 1}`];
    return [
      {
        slot,
        label: typeof label === "string" && label.trim() !== "" ? label : text.series(index),
        accent: RING[(start + index) % RING.length] ?? "teal",
      },
    ];
  });
}

export function styleOf(value: JsonValue | undefined): ChartStyle {
  return STYLES.find((style) => style === value) ?? "line";
}

/** Any span that was saved is drawn, chip or not. */
export function spanOf(value: JsonValue | undefined): number {
  return typeof value === "number" && value >= 1 && value <= 31_622_400 ? value : SPAN;
}
