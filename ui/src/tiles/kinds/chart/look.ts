// From a tile to what is drawn of it, on the tile and in its history.
import type { ChartRange, Tile } from "../../../lib/bindings/api";
import type { ChartLook, SeriesLook } from "../../../lib/chart/request";
import { sidesOf, unitOn } from "../../../lib/chart/sides";
import { chartOptions, type ChartOptions } from "./options";

export interface TileLook extends Omit<ChartLook, "series"> {
  series: (SeriesLook & { slot: string })[];
}

/** `unit`: of a slot, as it is known now. */
export function chartLook(tile: Tile, unit: (slot: string) => string | undefined, range: ChartRange): TileLook {
  const options = chartOptions(tile);
  const known = options.series.map((it) => ({ ...it, unit: unit(it.slot) }));
  const sides = sidesIn(options.plot.kind, known);
  const series = known.map((it, index) => ({ ...it, axis: sides[index] ?? "left" }));
  return {
    plot: options.plot,
    smooth: options.smooth,
    series: series.map(({ unit: _, ...it }) => ({ ...it, binding: `${tile.id}/${it.slot}` })),
    left: { ...options.left, unit: unitOn("left", series) },
    right: { ...options.right, unit: unitOn("right", series) },
    thresholds: options.thresholds,
    // A day that is the only one yet stands among its seven, and is not a wall.
    range: options.plot.kind === "bars" && range.kind === "last" ? { ...range, exact: true } : range,
    compare: null,
    axes: true,
  };
}

/** A scatter plot has its first series along the bottom, which takes the place of a right axis. */
function sidesIn(plot: ChartOptions["plot"]["kind"], series: Parameters<typeof sidesOf>[0]) {
  return plot === "scatter"
    ? series.map((_, index) => (index === 0 ? ("right" as const) : ("left" as const)))
    : sidesOf(series);
}
