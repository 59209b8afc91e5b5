import { expect, test } from "vitest";
import type { Span } from "../../lib/chart/moved";
import { clamp, LONGEST, pan, pinch, SHORTEST, wheelFactor, zoom } from "./gestures";

const span = (from: number, to: number): Span => ({ from, to });
const DAY = 86_400_000;

test.each([
  ["to the right shows the past", 0.5, span(-500, 500)],
  ["to the left shows what came later", -0.25, span(250, 1_250)],
  ["not at all shows the same", 0, span(0, 1_000)],
])("a finger that moves %s", (_, share, expected) => {
  expect(pan(span(0, 1_000), share)).toEqual(expected);
});

test.each([
  ["in, around the middle", 0.5, 0.5, span(25_000, 75_000)],
  ["in, around the left edge", 0.5, 0, span(0, 50_000)],
  ["in, around the right edge", 0.5, 1, span(50_000, 100_000)],
  ["out, around a quarter", 2, 0.25, span(-25_000, 175_000)],
])("zooms %s", (_, factor, around, expected) => {
  expect(zoom(span(0, 100_000), factor, around)).toEqual(expected);
});

test("zooms no further than a second and ten years, and what is under the pointer stays there", () => {
  expect(zoom(span(0, 2_000), 0.001, 0.5)).toEqual(span(500, 500 + SHORTEST));
  const wide = zoom(span(0, 3_000 * DAY), 100, 1);
  expect(wide.to - wide.from).toBe(LONGEST);
  expect(wide.to).toBe(3_000 * DAY);
});

test.each<[string, [number, number], [number, number], Span]>([
  ["apart", [0.25, 0.75], [0, 1], span(25_000, 75_000)],
  ["together", [0, 1], [0.25, 0.75], span(-50_000, 150_000)],
  ["side by side", [0.2, 0.4], [0.4, 0.6], span(-20_000, 80_000)],
  ["crossed over", [0.75, 0.25], [0.25, 0.75], span(0, 100_000)],
])("two fingers that move %s hold their moments", (_, before, after, expected) => {
  const { from, to } = pinch(span(0, 100_000), before, after);
  expect(from).toBeCloseTo(expected.from);
  expect(to).toBeCloseTo(expected.to);
});

test("two fingers in one place do not break it", () => {
  const { from, to } = pinch(span(0, 100_000), [0.5, 0.5], [0.5, 0.5]);
  expect(Number.isFinite(from) && to > from).toBe(true);
});

test.each([
  ["leaves what is inside", span(400_000, 500_000), span(400_000, 500_000)],
  ["goes a tenth beyond now", span(980_000, 1_080_000), span(910_000, 1_010_000)],
  ["goes a tenth before the first sample", span(-500_000, -400_000), span(-10_000, 90_000)],
  ["puts now at the edge of what is longer than all", span(-9_000_000, 1_000_000), span(-8_000_000, 2_000_000)],
  ["keeps a second at least", span(500_000, 500_010), span(499_505, 500_505)],
])("%s", (_, given, expected) => {
  expect(clamp(given, { now: 1_000_000, oldest: 0 })).toEqual(expected);
});

test("without a first sample the past is open", () => {
  const past = span(-9e12, -9e12 + 60_000);
  expect(clamp(past, { now: 0 })).toEqual(past);
});

test("a turn of the wheel is a factor, its way back the inverse, and a wild one is tamed", () => {
  expect(wheelFactor(100, 0)).toBeGreaterThan(1);
  expect(wheelFactor(100, 0) * wheelFactor(-100, 0)).toBeCloseTo(1);
  expect(wheelFactor(3, 1)).toBeCloseTo(wheelFactor(48, 0));
  expect(wheelFactor(1e6, 0)).toBeLessThan(2);
});
