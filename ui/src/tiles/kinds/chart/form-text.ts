// The words of a chart's form, English; those of the tile itself are in text.ts.
import type { AxisSide, BarMeasure, BarSpan, ChartPlot } from "../../../lib/bindings/api";

const plots: Record<ChartPlot["kind"], string> = {
  lines: "Lines",
  bars: "Bars",
  timeline: "State timeline",
  scatter: "Scatter",
  histogram: "Histogram",
};
const every: Record<BarSpan, string> = { hour: "Hour", day: "Day", week: "Week", month: "Month" };
const measures: Record<BarMeasure, string> = {
  mean: "Mean",
  minimum: "Minimum",
  maximum: "Maximum",
  sum: "Sum",
  delta: "Meter difference",
  count: "Count",
};
const sides: Record<AxisSide, string> = { left: "Left", right: "Right" };

export const words = {
  plot: "Kind of chart",
  plots,
  plotHelp: "A state timeline shows which state held when, a scatter plot the second value over the first.",
  every: "A bar for each",
  everyChoices: every,
  measure: "As high as",
  measures,
  measureHelp:
    "Meter difference: how far a water or energy meter went on. A small dip or a single zero is no new meter.",
  lines: "Lines",
  ownStyle: "Line style",
  asChart: "Like the chart",
  smooth: "Smooth lines",
  smoothHelp: "Curves that never overshoot what was measured.",
  axis: "Axis",
  byUnit: "By unit",
  sides,
  scale: "Scale",
  fromSamples: "Automatic",
  logarithmic: "Logarithmic",
  rightMinimum: "Right minimum",
  rightMaximum: "Right maximum",
  rightLogarithmic: "Right logarithmic",
  aboveZero: "Must be above 0 on a logarithmic scale.",
  thresholds: "Thresholds",
  threshold: "Threshold",
  thresholdHelp: "Draws a line across the chart at this value.",
  thresholdTo: "Threshold up to",
  thresholdToHelp: "Makes a band of it.",
  thresholdLabel: "Threshold label",
  thresholdAccent: "Threshold colour",
  thresholdAxis: "Threshold axis",
};
