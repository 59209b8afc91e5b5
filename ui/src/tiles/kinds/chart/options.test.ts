import { expect, test } from "vitest";
import type { JsonValue } from "../../../lib/bindings/api";
import { aBinding, aTile } from "../../testing";
import { chartOptions } from "./options";

const of = (options: Record<string, JsonValue>) =>
  chartOptions(aTile("chart", { bindings: { series1: aBinding(), series3: aBinding() }, options }));
const free = { minimum: null, maximum: null, logarithmic: false };

test("a chart without options draws lines of the last hour on a scale of its samples", () => {
  expect(of({})).toMatchObject({
    plot: { kind: "lines" },
    smooth: false,
    left: free,
    right: free,
    thresholds: [],
    spanSeconds: 3_600,
  });
});

test("each series has its label, style and axis by the number of its slot", () => {
  expect(of({ label3: "Soil", style: "step", style3: "area", axis3: "right" }).series).toMatchObject([
    { slot: "series1", label: "Series 1", style: "step", axis: undefined },
    { slot: "series3", label: "Soil", style: "area", axis: "right" },
  ]);
});

test("bars say how long each is and what it measures", () => {
  expect(of({ plot: "bars", every: "month", measure: "delta" }).plot).toEqual({
    kind: "bars",
    every: "month",
    measure: "delta",
  });
  expect(of({ plot: "bars" }).plot).toEqual({ kind: "bars", every: "day", measure: "mean" });
});

test.each<[string, Record<string, JsonValue>]>([
  ["a plot of a newer version", { plot: "radar" }],
  ["options of other types", { plot: 3, smooth: "yes", spanSeconds: "long", style: null, axis1: [] }],
  ["bounds that are no numbers", { minimum: "0", maximum: {}, rightMinimum: true }],
  ["bounds that leave nothing between them", { minimum: 5, maximum: 5 }],
  ["thresholds that are no list", { thresholds: "30" }],
  ["thresholds that are no objects with a value", { thresholds: [null, 30, [], { to: 3 }, { value: "x" }] }],
])("%s count as not there", (_, options) => {
  expect(of(options)).toEqual(of({}));
});

test("a logarithmic scale has no bounds of 0 and less", () => {
  expect(of({ logarithmic: true, minimum: 0, maximum: 100 }).left).toEqual({
    minimum: null,
    maximum: 100,
    logarithmic: true,
  });
  expect(of({ rightMinimum: -3 }).right).toEqual({ ...free, minimum: -3 });
});

test("a threshold has defaults for all but its value, and no more than three are drawn", () => {
  const [first, ...others] = of({
    thresholds: [
      { value: 30 },
      { value: 1, to: 2, accent: "sky", label: "Wet", axis: "right" },
      { value: 3 },
      { value: 4 },
    ],
  }).thresholds;
  expect(first).toEqual({ value: 30, to: null, accent: "rose", label: "", axis: "left" });
  expect(others).toHaveLength(2);
  expect(others[0]).toEqual({ value: 1, to: 2, accent: "sky", label: "Wet", axis: "right" });
});
