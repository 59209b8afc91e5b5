// What is to be drawn in the UI's words, and the one place that makes an engine's request of it.
import type {
  Accent,
  AxisSide,
  BindingKey,
  ChartAxis,
  ChartCompare,
  ChartPlot,
  ChartRange,
  ChartRequest,
  ChartStyle,
} from "../bindings/api";
import { chartLocale } from "./locale";
import type { Theme } from "./theme";

export interface SeriesLook {
  binding: BindingKey;
  label: string;
  accent: Accent;
  style: ChartStyle;
  axis: AxisSide;
}

export interface ThresholdLook {
  value: number;
  to: number | null;
  accent: Accent;
  label: string;
  axis: AxisSide;
}

export interface ChartLook {
  plot: ChartPlot;
  smooth: boolean;
  series: SeriesLook[];
  left: ChartAxis;
  right: ChartAxis;
  thresholds: ThresholdLook[];
  range: ChartRange;
  compare: ChartCompare | null;
  axes: boolean;
}

export const freeAxis: ChartAxis = { unit: null, minimum: null, maximum: null, logarithmic: false };

/** What the engine takes, in CSS pixels. */
const SIZE = { width: [40, 4_096], height: [20, 4_096] } as const;
/** What the engine takes, in seconds: a leap year. */
const LONGEST = 31_622_400;

/** Whether there is room for a picture. */
export const fits = (width: number, height: number): boolean => width >= SIZE.width[0] && height >= SIZE.height[0];

export function chartRequest(look: ChartLook, theme: Theme, width: number, height: number): ChartRequest {
  const right = look.series.some(({ axis }) => axis === "right");
  return {
    series: look.series.map(({ binding, label, accent, style, axis }) => ({
      binding,
      label,
      color: theme.color(accent),
      style,
      smooth: look.smooth && style !== "step",
      axis,
    })),
    plot: look.plot,
    width: Math.min(Math.round(width), SIZE.width[1]),
    height: Math.min(Math.round(height), SIZE.height[1]),
    range: whole(look.range),
    compare: look.compare,
    axes: look.axes,
    left: look.left,
    right: right ? look.right : null,
    thresholds: look.thresholds
      .filter(({ axis }) => axis === "left" || (right && look.plot.kind !== "scatter"))
      .map(({ value, to, accent, label, axis }) => ({ value, to, color: theme.color(accent), label, axis })),
    markers: [],
    palette: theme.palette,
    locale: chartLocale(),
  };
}

/** The engine counts in whole milliseconds and seconds. */
export function whole(range: ChartRange): ChartRange {
  if (range.kind === "last") {
    return { ...range, seconds: Math.min(Math.max(Math.round(range.seconds), 1), LONGEST) };
  }
  const from = Math.round(range.from);
  return { kind: "between", from, to: Math.max(Math.round(range.to), from + 1) };
}
