// Whose history a tile has, and how it is drawn: a chart as its options say, any other tile as its values suggest.
import type { Accent, BindingKey, ChartCompare, ChartRange, Reading, Statistics, Tile } from "../../lib/bindings/api";
import { freeAxis, type ChartLook, type SeriesLook } from "../../lib/chart/request";
import { t } from "../../lib/text";
import { readSlots } from "../../state/tile-context";
import { chartLook } from "../../tiles/kinds/chart/look";
import { chartOptions } from "../../tiles/kinds/chart/options";
import { writingOf, type Writing } from "../../tiles/past/history-value";
import { unitOf } from "../../tiles/frame/show";

export interface HistorySeries extends SeriesLook {
  slot: string;
  writing: Writing;
  /** On or off, or words; undefined: nothing came yet that would tell. */
  states: boolean | undefined;
}

/** Neighbours in this ring are easy to tell apart, with colour-blind eyes too. */
const RING: Accent[] = ["coral", "sky", "amber", "violet", "green", "rose", "teal"];
const DAY = 86_400;

type Readings = (slot: string) => Reading | undefined;

export function historySeries(
  tile: Tile,
  reading: Readings,
  statistics: ReadonlyMap<BindingKey, Statistics>,
): HistorySeries[] {
  const looks = tile.kind === "chart" ? chartOptions(tile).series : ownSeries(tile);
  return looks.map((it) => {
    const binding = `${tile.id}/${it.slot}`;
    const now = reading(it.slot);
    return {
      ...it,
      binding,
      writing: writingOf(now, unitOf(tile, it.slot, now), tile.options["decimals"]),
      states: isStates(tile, it.slot, now, statistics.get(binding)),
    };
  });
}

function ownSeries(tile: Tile): (Omit<SeriesLook, "binding"> & { slot: string })[] {
  const slots = differing(tile);
  const start = Math.max(RING.indexOf(tile.accent), 0);
  return slots.map((slot, index) => ({
    slot,
    label: slots.length === 1 ? tile.title || t.board.untitled : (t.history.slots[slot] ?? slot),
    accent: index === 0 ? tile.accent : (RING[(start + index) % RING.length] ?? tile.accent),
    // What was set holds until it is set again.
    style: tile.commands["set"] ? "step" : slots.length === 1 ? "area" : "line",
    axis: "left",
  }));
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

function isStates(
  tile: Tile,
  slot: string,
  reading: Reading | undefined,
  statistics: Statistics | undefined,
): boolean | undefined {
  const decode = tile.bindings[slot]?.decode.as;
  if (decode === "number") return false;
  if (decode === "onOff" || decode === "text") return true;
  if (reading?.value) return reading.value.type !== "number";
  if (statistics?.numbers) return false;
  if (statistics && statistics.states.length > 0) return true;
  // Held from before the range.
  if (typeof statistics?.timeWeightedMean === "number") return false;
  return tile.kind === "switch" ? true : undefined;
}

export interface Wish {
  range: ChartRange;
  compare: ChartCompare | null;
  hidden: ReadonlySet<BindingKey>;
}

export function historyLook(tile: Tile, series: readonly HistorySeries[], reading: Readings, wish: Wish): ChartLook {
  const look = tile.kind === "chart" ? ofChart(tile, reading, wish.range) : ofValues(series, wish.range);
  const shown = look.series.filter(({ binding }) => !wish.hidden.has(binding));
  return { ...look, series: shown, compare: comparable(look) ? wish.compare : null };
}

const ofChart = (tile: Tile, reading: Readings, range: ChartRange): ChartLook =>
  chartLook(tile, (slot) => unitOf(tile, slot, reading(slot)), range);

function ofValues(series: readonly HistorySeries[], range: ChartRange): ChartLook {
  const states = series.length > 0 && series.every((it) => it.states === true);
  const units = new Set(series.filter((it) => it.states !== true).map((it) => it.writing.unit));
  return {
    plot: { kind: states ? "timeline" : "lines" },
    smooth: false,
    series: series.map(({ binding, label, accent, style, axis }) => ({ binding, label, accent, style, axis })),
    left: { ...freeAxis, unit: units.size === 1 ? ([...units][0] ?? null) : null },
    right: freeAxis,
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
export const firstSpan = (tile: Tile): number => (tile.kind === "chart" ? chartOptions(tile).spanSeconds : DAY);
