// Pan, zoom and pinch as arithmetic on a range of time. Pure: what a finger does is in pointers.ts.
import type { Span } from "../../lib/chart/moved";

export interface Limits {
  now: number;
  /** The first sample; undefined: not known, or none. */
  oldest?: number | undefined;
}

/** A second, and about ten years, in milliseconds. */
export const SHORTEST = 1_000;
export const LONGEST = 3_652 * 86_400_000;
/** How much of the range may lie beyond the samples. */
const MARGIN = 0.1;

/** The picture follows a finger that moved by so many parts of the plot's width; to the right is into the past. */
export function pan(span: Span, share: number): Span {
  const shift = -share * (span.to - span.from);
  return { from: span.from + shift, to: span.to + shift };
}

/** `factor` above 1 shows a longer time. What is at `around` (0 left to 1 right) stays there, within the shortest and longest. */
export function zoom(span: Span, factor: number, around: number): Span {
  const width = span.to - span.from;
  const next = Math.min(Math.max(width * factor, SHORTEST), LONGEST);
  const at = span.from + around * width;
  return { from: at - around * next, to: at + (1 - around) * next };
}

/** Two fingers hold two moments: where they were, and where they are, as parts of the plot's width. */
export function pinch(span: Span, before: [number, number], after: [number, number]): Span {
  const width = span.to - span.from;
  const [apart, now] = [Math.abs(before[1] - before[0]), Math.abs(after[1] - after[0])];
  const next = Math.min(Math.max((width * apart) / Math.max(now, 0.01), SHORTEST), LONGEST);
  const at = span.from + ((before[0] + before[1]) / 2) * width;
  const middle = (after[0] + after[1]) / 2;
  return { from: at - middle * next, to: at + (1 - middle) * next };
}

/** Keeps the range where there is something to see: not beyond now, not before the first sample, but for a margin. */
export function clamp(span: Span, { now, oldest }: Limits): Span {
  const width = Math.min(Math.max(span.to - span.from, SHORTEST), LONGEST);
  const middle = (span.from + span.to) / 2;
  let { from, to } = width === span.to - span.from ? span : { from: middle - width / 2, to: middle + width / 2 };
  const latest = now + width * MARGIN;
  const earliest = oldest === undefined ? -Infinity : oldest - width * MARGIN;
  if (from < earliest) [from, to] = [earliest, earliest + width];
  // Longer than all there is: now is at the right edge.
  if (to > latest) [from, to] = [latest - width, latest];
  return { from, to };
}

/** What a turn of the wheel means: a notch of a mouse is about a fifth longer or shorter. */
export function wheelFactor(delta: number, mode: number): number {
  const pixels = delta * (mode === 1 ? 16 : mode === 2 ? 400 : 1);
  return Math.exp(Math.min(Math.max(pixels, -240), 240) * 0.0019);
}
