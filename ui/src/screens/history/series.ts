// Whose history a tile has, and how it is drawn: as its kind says, else as its values suggest.
import type { BindingKey, ChartCompare, ChartRange, Reading, Statistics, Tile } from "../../lib/bindings/api";
import { freeAxis, type ChartLook, type SeriesLook } from "../../lib/chart/request";
import { sidesOf, unitOn } from "../../lib/chart/sides";
import { writingOf, type Writing } from "../../tiles/past/history-value";
import { pastOf, type Past, type PastSeries } from "../../tiles/past/past";
import { unitOf } from "../../tiles/frame/show";
import { understood } from "../../tiles/version";

export interface HistorySeries extends SeriesLook {
  slot: string;
  writing: Writing;
  /** On or off, or words; undefined: nothing came yet that would tell. */
  states: boolean | undefined;
}

const past = (tile: Tile): Past => pastOf(tile, understood(tile));

type Readings = (slot: string) => Reading | undefined;

export function historySeries(
  tile: Tile,
  reading: Readings,
  statistics: ReadonlyMap<BindingKey, Statistics>,
): HistorySeries[] {
  const all = past(tile).series;
  const unit = (slot: string) => unitOf(tile, slot, reading(slot));
  const sides = sidesOf(all.map(({ slot, axis }) => ({ axis, unit: unit(slot) })));
  return all.map((it, index) => {
    const binding = `${tile.id}/${it.slot}`;
    const now = reading(it.slot);
    return {
      ...it,
      binding,
      axis: sides[index] ?? "left",
      writing: writingOf(now, unit(it.slot), tile.options["decimals"]),
      states: isStates(tile, it, now, statistics.get(binding)),
    };
  });
}

function isStates(
  tile: Tile,
  { slot, states }: PastSeries,
  reading: Reading | undefined,
  statistics: Statistics | undefined,
): boolean | undefined {
  const decode = tile.bindings[slot]?.decode.as;
  if (decode === "number" || decode === "markedNumber" || decode === "bytes") return false;
  if (decode === "onOff" || decode === "text" || decode === "encodedText") return true;
  if (reading?.value) return reading.value.type !== "number";
  if (statistics?.numbers) return false;
  if (statistics && statistics.states.length > 0) return true;
  // Held from before the range.
  if (typeof statistics?.timeWeightedMean === "number") return false;
  return states === true ? true : undefined;
}

export interface Wish {
  range: ChartRange;
  compare: ChartCompare | null;
  hidden: ReadonlySet<BindingKey>;
}

export function historyLook(tile: Tile, series: readonly HistorySeries[], reading: Readings, wish: Wish): ChartLook {
  const own = past(tile).look?.((slot) => unitOf(tile, slot, reading(slot)), wish.range);
  const look = own ?? ofValues(series, wish.range);
  const shown = look.series.filter(({ binding }) => !wish.hidden.has(binding));
  return { ...look, series: shown, compare: comparable(look) ? wish.compare : null };
}

function ofValues(series: readonly HistorySeries[], range: ChartRange): ChartLook {
  const states = series.length > 0 && series.every((it) => it.states === true);
  const numbers = series
    .filter((it) => it.states !== true)
    .map((it) => ({ axis: it.axis, unit: it.writing.unit ?? undefined }));
  return {
    plot: { kind: states ? "timeline" : "lines" },
    smooth: false,
    series: series.map(({ binding, label, accent, style, axis }) => ({ binding, label, accent, style, axis })),
    left: { ...freeAxis, unit: unitOn("left", numbers) },
    right: { ...freeAxis, unit: unitOn("right", numbers) },
    thresholds: [],
    range,
    compare: null,
    axes: true,
  };
}

/** Whether the same hours before can be drawn beside. */
export const comparable = (look: Pick<ChartLook, "plot">): boolean =>
  look.plot.kind === "lines" || look.plot.kind === "bars";

/** The range that a history opens with, in seconds. */
export const firstSpan = (tile: Tile): number => past(tile).spanSeconds;
