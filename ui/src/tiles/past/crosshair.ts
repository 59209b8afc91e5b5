// The crosshair's arithmetic: where keys move it to, and where each series' dot is.
import type { Accent, AxisSide, BindingKey, ChartScales, ChartStyle } from "../../lib/bindings/api";
import type { Answered } from "../../lib/chart/moments.svelte";
import { axisOf, xAt, yAt } from "../../lib/chart/scales";
import { momentText, type Writing } from "./history-value";

export interface CrosshairSeries {
  binding: BindingKey;
  label: string;
  accent: Accent;
  axis: AxisSide;
  style: ChartStyle;
  writing: Writing;
}

export interface Point extends CrosshairSeries {
  /** In words; undefined: nothing was known then. */
  value: string | undefined;
  /** On its line, in CSS pixels; undefined: not in the picture. */
  dot: { x: number; y: number } | undefined;
}

export function pointsAt(
  series: readonly CrosshairSeries[],
  answered: Answered | undefined,
  scales: ChartScales,
  /** Only lines have a place for a value. */
  dots: boolean,
): Point[] {
  return series.map((it) => {
    const moment = answered?.moments.get(it.binding);
    const value = momentText(moment, it.writing);
    if (!dots || !answered || moment?.value?.type !== "number" || moment.at === null) {
      return { ...it, value, dot: undefined };
    }
    // A straight line goes through its samples; a step holds until the next.
    const x = xAt(scales, it.style === "step" ? answered.at : moment.at);
    const y = yAt(scales, axisOf(scales, it.axis), moment.value.value);
    return { ...it, value, dot: x === undefined || y === undefined ? undefined : { x, y } };
  });
}

/** Arrow keys go so many steps over the whole picture. */
const STEPS = 60;

const KEYS: Record<string, (x: number, step: number, scales: ChartScales) => number> = {
  ArrowLeft: (x, step) => x - step,
  ArrowDown: (x, step) => x - step,
  ArrowRight: (x, step) => x + step,
  ArrowUp: (x, step) => x + step,
  PageDown: (x, step) => x - 10 * step,
  PageUp: (x, step) => x + 10 * step,
  Home: (_x, _step, scales) => scales.left,
  End: (_x, _step, scales) => scales.right,
};

/** Where a key takes the crosshair, undefined if it has no such meaning. Without one it comes from the right edge. */
export function keyTo(key: string, x: number | undefined, scales: ChartScales): number | undefined {
  const next = KEYS[key]?.(x ?? scales.right, (scales.right - scales.left) / STEPS, scales);
  return next === undefined ? undefined : Math.min(Math.max(next, scales.left), scales.right);
}
