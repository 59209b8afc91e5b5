import { expect, test } from "vitest";
import { aBinding, aTile } from "../../testing";
import { hasTime } from "../../past/past";
import { chartLook } from "./look";

const tile = aTile("chart", {
  bindings: { series1: aBinding(), series2: aBinding() },
  options: { label1: "Air", label2: "Soil" },
});
const range = { kind: "last", seconds: 3_600, exact: false } as const;

test("an axis has the unit that all its series have", () => {
  expect(chartLook(tile, () => "°C", range).left.unit).toBe("°C");
});

const units: Record<string, string> = { series1: "°C", series2: "%" };

test("a second unit has the right axis", () => {
  const look = chartLook(tile, (slot) => units[slot], range);
  expect([look.left.unit, look.right.unit]).toEqual(["°C", "%"]);
  expect(look.series.map((it) => it.axis)).toEqual(["left", "right"]);
});

test("an axis that was chosen stays; where its series differ it has no unit, the legend tells each", () => {
  const left = { ...tile, options: { ...tile.options, axis2: "left" } };
  const look = chartLook(left, (slot) => units[slot], range);
  expect(look.left.unit).toBeNull();
  expect(look.series.map((it) => it.axis)).toEqual(["left", "left"]);
});

test("bars stand in their whole time, however few there are", () => {
  const bars = { ...tile, options: { ...tile.options, plot: "bars" } };
  expect(chartLook(bars, () => "kWh", range).range).toEqual({ ...range, exact: true });
  expect(chartLook(tile, () => "kWh", range).range).toEqual(range);
});

test("of a scatter plot the bottom has the unit of the first series, the left that of the second", () => {
  const scatter = { ...tile, options: { ...tile.options, plot: "scatter" } };
  const look = chartLook(scatter, (slot) => units[slot], range);
  expect([look.left.unit, look.right.unit]).toEqual(["%", "°C"]);
});

test("a series is known by its tile and its slot", () => {
  expect(chartLook(tile, () => undefined, range).series.map((it) => it.binding)).toEqual([
    "tile/series1",
    "tile/series2",
  ]);
});

test.each([
  ["lines", true],
  ["timeline", true],
  ["scatter", false],
  ["histogram", false],
] as const)("whether %s go along an axis of time: %s", (kind, expected) => {
  expect(hasTime({ plot: { kind } })).toBe(expected);
});
