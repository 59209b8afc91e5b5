// What the options of a saved chart mean.
import type { Accent, AxisSide, ChartAxis, ChartPlot, ChartStyle, Tile } from "../../lib/bindings/api";
import { seriesOf, spanOf, styleOf } from "./series";

export interface ChartTileSeries {
  slot: string;
  label: string;
  accent: Accent;
  style: ChartStyle;
  axis: AxisSide;
}

export interface ChartOptions {
  plot: ChartPlot;
  smooth: boolean;
  series: ChartTileSeries[];
  left: Omit<ChartAxis, "unit">;
  right: Omit<ChartAxis, "unit">;
  thresholds: { value: number; to: number | null; accent: Accent; label: string; axis: AxisSide }[];
  spanSeconds: number;
}

const free: Omit<ChartAxis, "unit"> = { minimum: null, maximum: null, logarithmic: false };

export function chartOptions(tile: Tile): ChartOptions {
  const style = styleOf(tile.options["style"]);
  return {
    plot: { kind: "lines" },
    smooth: false,
    series: seriesOf(tile).map((it) => ({ ...it, style, axis: "left" })),
    left: free,
    right: free,
    thresholds: [],
    spanSeconds: spanOf(tile.options["spanSeconds"]),
  };
}
