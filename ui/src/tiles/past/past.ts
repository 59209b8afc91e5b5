// How a tile's past looks: whose series there are, and how they are drawn. A kind says its own; any other tile's is as its values
// suggest.
import type { Accent, AxisSide, ChartRange, Tile } from "../../lib/bindings/api";
import type { ChartLook, SeriesLook } from "../../lib/chart/request";
import { t } from "../../lib/text";
import type { TileContext, TileKindContract } from "../contract";
import { hasHistory } from "../declaration";

export interface PastSeries extends Omit<SeriesLook, "binding" | "axis"> {
  slot: string;
  /** Undefined: by its unit. */
  axis?: AxisSide | undefined;
  /** It tells on and off, or words, unless its samples tell otherwise. */
  states?: boolean;
}

export interface Past {
  series: PastSeries[];
  /** The range it opens with. */
  spanSeconds: number;
  /** The chart of all series; without it lines, or a timeline of states. `unit`: of a slot, as it is known now. */
  look?(unit: (slot: string) => string | undefined, range: ChartRange): ChartLook;
}

/** Neighbours in this ring are easy to tell apart, with colour-blind eyes too. */
const RING: Accent[] = ["coral", "sky", "amber", "violet", "green", "rose", "teal"];
const DAY = 86_400;

/** The colour of a series beside others, the first in the tile's own. */
export function accentOf(tile: Tile, index: number): Accent {
  const start = RING.indexOf(tile.accent);
  return RING[(Math.max(start, 0) + index) % RING.length] ?? tile.accent;
}

/** Without a kind: that of a newer version's tile. */
export function pastOf(tile: Tile, kind: TileKindContract | undefined): Past {
  return kind?.history?.(tile) ?? { series: ownSeries(tile, kind), spanSeconds: DAY };
}

function ownSeries(tile: Tile, kind: TileKindContract | undefined): PastSeries[] {
  const slots = differing(tile);
  const sets = Object.keys(tile.commands).some((slot) => kind?.sends[slot]?.role === "set");
  return slots.map((slot, index) => {
    const decode = kind?.reads[slot]?.decode;
    return {
      slot,
      label: slots.length === 1 ? tile.title || t.board.untitled : (t.history.slots[slot] ?? slot),
      accent: index === 0 ? tile.accent : accentOf(tile, index),
      // What was set holds until it is set again.
      style: sets ? "step" : slots.length === 1 ? "area" : "line",
      states: decode === "onOff" || decode === "text",
    };
  });
}

/** Two slots that read the same thing have one history. */
function differing(tile: Tile): string[] {
  const seen = new Set<string>();
  return readSlots(tile).filter((slot) => {
    const it = tile.bindings[slot];
    const what = JSON.stringify([it?.broker, it?.topic, it?.template, it?.decode]);
    return !seen.has(what) && seen.add(what);
  });
}

/** What has a history worth looking at. */
export function readSlots(tile: Tile): string[] {
  return Object.keys(tile.bindings).filter(hasHistory);
}

/** Changes with every new sample of these. */
export const newestOf = (context: Pick<TileContext, "reading">, slots: readonly string[]): string =>
  slots.map((slot) => context.reading(slot)?.at ?? 0).join(" ");

/** Whether the picture has an axis of time: where it has none, there is no moment to point at, and nowhere to move. */
export const hasTime = (look: Pick<ChartLook, "plot">): boolean =>
  look.plot.kind !== "scatter" && look.plot.kind !== "histogram";
