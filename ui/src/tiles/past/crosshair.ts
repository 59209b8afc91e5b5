// What is read in a chart: where a hand and keys move the crosshair to, and where each series' dot is.
import type { Attachment } from "svelte/attachments";
import type { Accent, AxisSide, BindingKey, ChartScales, ChartStyle } from "../../lib/bindings/api";
import type { Answered, Moments } from "../../lib/chart/moments";
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

/** What a hand over the picture may see and do; in CSS pixels. */
export interface Hand {
  scales(): ChartScales | undefined;
  /** Where the crosshair is. */
  x(): number | undefined;
  /** It goes there, or away. */
  point(x: number | undefined): void;
}

/** How a chart is read. `moments` and `hand` are the same as long as it is. */
export interface Reads {
  title: string;
  series: readonly CrosshairSeries[];
  moments: Moments;
  /** What is drawn dashed beside it: when that was, what it said, and what it is called. */
  before?: { moments: Moments; when(at: number): number; name: string } | undefined;
  hand(hand: Hand): Attachment<HTMLElement>;
  /** A hand takes the picture along. */
  grabs?: boolean;
  /** With the names of the series: nothing else tells them. */
  named?: boolean;
  /** Id of what tells the keys. */
  keys?: string;
}

/** The crosshair follows a pointer wherever it is; `onopen` hears a double click. */
export const follows =
  (onopen: () => void) =>
  ({ point }: Hand): Attachment<HTMLElement> =>
  (element) => {
    const listening = new AbortController();
    const { signal } = listening;
    const follow = (event: PointerEvent) => point(event.clientX - element.getBoundingClientRect().left);
    const leave = () => point(undefined);
    element.addEventListener("pointermove", follow, { signal });
    element.addEventListener("pointerdown", follow, { signal });
    element.addEventListener("pointerleave", leave, { signal });
    element.addEventListener("pointercancel", leave, { signal });
    element.addEventListener("blur", leave, { signal });
    element.addEventListener("dblclick", () => onopen(), { signal });
    return () => listening.abort();
  };

export interface Point extends CrosshairSeries {
  /** In words; undefined: nothing was known then. */
  value: string | undefined;
  /** What it said then that is drawn dashed. */
  before?: string | undefined;
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
