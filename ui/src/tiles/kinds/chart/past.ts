// A chart's past looks as the chart does, over a longer time.
import type { Tile } from "../../../lib/bindings/api";
import type { Past } from "../../past/past";
import { chartLook } from "./look";
import { chartOptions } from "./options";

export function chartPast(tile: Tile): Past {
  const { series, spanSeconds } = chartOptions(tile);
  return { series, spanSeconds, look: (unit, range) => chartLook(tile, unit, range) };
}
