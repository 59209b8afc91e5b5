import { expect, test } from "vitest";
import { axisOf, pixelTime, timeAt, valueAt, xAt, yAt } from "./scales";

const linear = { minimum: 20, maximum: 30, logarithmic: false };
const logarithmic = { minimum: 1, maximum: 10_000, logarithmic: true };
const scales = {
  left: 40,
  top: 10,
  right: 240,
  bottom: 110,
  from: 1_000,
  to: 3_000,
  leftAxis: linear,
  rightAxis: logarithmic,
  bottomAxis: null,
  samples: 2,
  empty: false,
  every: null,
};

test.each([
  [40, 1_000],
  [140, 2_000],
  [240, 3_000],
  [39, undefined],
  [241, undefined],
])("at %s pixels the time is %s", (x, time) => {
  expect(timeAt(scales, x)).toBe(time);
});

test.each([
  [1_000, 40],
  [2_000, 140],
  [999, undefined],
  [3_001, undefined],
])("the time %s is at %s pixels", (time, x) => {
  expect(xAt(scales, time)).toBe(x);
});

test.each([
  ["linear", linear, 110, 20],
  ["linear", linear, 60, 25],
  ["logarithmic", logarithmic, 110, 1],
  ["logarithmic", logarithmic, 60, 100],
  ["logarithmic", logarithmic, 10, 10_000],
])("on a %s axis a height is a value, and the value that height", (_, axis, y, value) => {
  expect(valueAt(scales, axis, y)).toBeCloseTo(value);
  expect(yAt(scales, axis, value)).toBeCloseTo(y);
});

test("what is not on the axis has no height", () => {
  expect(yAt(scales, linear, 31)).toBeUndefined();
  expect(yAt(scales, logarithmic, 0)).toBeUndefined();
  expect(yAt(scales, logarithmic, -5)).toBeUndefined();
  expect(yAt(scales, undefined, 25)).toBeUndefined();
});

test("each side has its axis, and a right one that is not drawn is none", () => {
  expect(axisOf(scales, "left")).toBe(linear);
  expect(axisOf(scales, "right")).toBe(logarithmic);
  expect(axisOf({ ...scales, rightAxis: null }, "right")).toBeUndefined();
});

test("a pixel stands for a time, of a millisecond at least", () => {
  expect(pixelTime(scales)).toBe(10);
  expect(pixelTime({ ...scales, to: 1_001 })).toBe(1);
});
