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

test("an axis whose series differ has none, the legend tells each", () => {
  const units: Record<string, string> = { series1: "°C", series2: "%" };
  expect(chartLook(tile, (slot) => units[slot], range).left.unit).toBeNull();
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
