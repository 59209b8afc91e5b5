// From a tile to what is drawn of it, on the tile and in its history.
import type { ChartRange, Tile } from "../../../lib/bindings/api";
import type { ChartLook, SeriesLook } from "../../../lib/chart/request";
import { chartOptions, type ChartOptions } from "./options";

/** One unit for an axis. Where the series on it differ, the legend tells each. */
function unitOn(side: "left" | "right", options: ChartOptions, unit: (slot: string) => string | undefined) {
  const units = new Set(options.series.filter((it) => it.axis === side).map((it) => unit(it.slot)));
  return units.size === 1 ? ([...units][0] ?? null) : null;
}

export interface TileLook extends Omit<ChartLook, "series"> {
  series: (SeriesLook & { slot: string })[];
}

/** `unit`: of a slot, as it is known now. */
export function chartLook(tile: Tile, unit: (slot: string) => string | undefined, range: ChartRange): TileLook {
  const options = chartOptions(tile);
  return {
    plot: options.plot,
    smooth: options.smooth,
    series: options.series.map((it) => ({ ...it, binding: `${tile.id}/${it.slot}` })),
    left: { ...options.left, unit: unitOn("left", options, unit) },
    right: { ...options.right, unit: unitOn("right", options, unit) },
    thresholds: options.thresholds,
    range,
    compare: null,
    axes: true,
  };
}
