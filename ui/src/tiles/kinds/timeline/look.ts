// From a tile to its rows of states, on the tile and in its history.
import type { ChartRange, Tile } from "../../../lib/bindings/api";
import { freeAxis } from "../../../lib/chart/request";
import type { Past } from "../../past/past";
import { seriesOf, spanOf } from "../../past/series";

export function timelineLook(tile: Tile, range: ChartRange) {
  return {
    plot: { kind: "timeline" as const },
    smooth: false,
    series: seriesOf(tile).map((it) => ({
      ...it,
      binding: `${tile.id}/${it.slot}`,
      style: "step" as const,
      axis: "left" as const,
    })),
    left: freeAxis,
    right: freeAxis,
    thresholds: [],
    range,
    compare: null,
    axes: true,
  };
}

export function timelinePast(tile: Tile): Past {
  return {
    series: timelineLook(tile, { kind: "last", seconds: 1, exact: false }).series.map((it) => ({
      ...it,
      states: true,
    })),
    spanSeconds: spanOf(tile.options["spanSeconds"]),
    look: (_, range) => timelineLook(tile, range),
  };
}
