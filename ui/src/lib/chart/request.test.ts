import { expect, test } from "vitest";
import { chartRequest, fits, freeAxis, whole, type ChartLook } from "./request";
import type { Theme } from "./theme";

const theme: Theme = {
  palette: { surface: "#000000", text: "#ffffff", grid: "#333333", states: ["#111111"] },
  color: (token) => `#${token}`,
};
const look: ChartLook = {
  plot: { kind: "lines" },
  smooth: true,
  series: [
    { binding: "t/a", label: "Air", accent: "coral", style: "line", axis: "left" },
    { binding: "t/b", label: "Pump", accent: "sky", style: "step", axis: "left" },
  ],
  left: { ...freeAxis, unit: "°C" },
  right: freeAxis,
  thresholds: [
    { value: 30, to: null, accent: "rose", label: "hot", axis: "left" },
    { value: 5, to: 9, accent: "rose", label: "", axis: "right" },
  ],
  range: { kind: "last", seconds: 3_600, exact: false },
  compare: "day",
  axes: true,
};

test("a request has the theme's colours, whole pixels, and what was asked for", () => {
  expect(chartRequest(look, theme, 320.4, 99.6)).toMatchObject({
    width: 320,
    height: 100,
    compare: "day",
    palette: theme.palette,
    left: { unit: "°C" },
    series: [
      { binding: "t/a", color: "#coral", smooth: true },
      { binding: "t/b", color: "#sky", smooth: false },
    ],
  });
});

test("an axis that no series uses is not asked for, nor what would be drawn by it", () => {
  const left = chartRequest(look, theme, 100, 100);
  expect(left.right).toBeNull();
  expect(left.thresholds.map((it) => it.value)).toEqual([30]);
  const both = { ...look, series: look.series.map((it) => ({ ...it, axis: "right" as const })) };
  expect(chartRequest(both, theme, 100, 100).right).toEqual(freeAxis);
});

test("a picture is never larger than the engine makes one, and too small a place gets none", () => {
  expect(chartRequest(look, theme, 9_000, 9_000)).toMatchObject({ width: 4_096, height: 4_096 });
  expect([fits(40, 20), fits(39, 20), fits(40, 19)]).toEqual([true, false, false]);
});

test.each([
  [{ kind: "between", from: 1.4, to: 2.6 } as const, { kind: "between", from: 1, to: 3 }],
  [{ kind: "between", from: 5.1, to: 5.2 } as const, { kind: "between", from: 5, to: 6 }],
  [{ kind: "last", seconds: 0.2, exact: true } as const, { kind: "last", seconds: 1, exact: true }],
  [{ kind: "last", seconds: 1e9, exact: false } as const, { kind: "last", seconds: 31_622_400, exact: false }],
])("the range %o goes out in whole numbers that the engine takes", (range, expected) => {
  expect(whole(range)).toEqual(expected);
});
