import { expect, test } from "vitest";
import type { Statistics } from "../../lib/bindings/api";
import { statistics } from "../../test/history";
import { aBinding, aCommand, aReading, aTile } from "../../tiles/testing";
import { firstSpan, historyLook, historySeries } from "./series";

const none = new Map<string, Statistics>();
const nothing = () => undefined;
const range = { kind: "last", seconds: 60, exact: false } as const;
const two = aTile("value", {
  bindings: {
    value: aBinding({ topic: "a" }),
    state: aBinding({ topic: "b" }),
    availability: aBinding({ topic: "c" }),
  },
});

test("a tile's history is that of all it reads but whether the device is there", () => {
  expect(historySeries(two, nothing, none).map((it) => [it.binding, it.label])).toEqual([
    ["tile/value", "Value"],
    ["tile/state", "State"],
  ]);
});

test("two slots that read the same have one history, named after the tile", () => {
  const tile = aTile("slider", { title: "Fan", bindings: { value: aBinding(), state: aBinding() } });
  expect(historySeries(tile, nothing, none).map((it) => it.label)).toEqual(["Fan"]);
});

test("what a person sets is drawn in steps, what a sensor tells as an area", () => {
  const sensor = aTile("value", { bindings: { value: aBinding() } });
  const slider = aTile("slider", { bindings: { state: aBinding() }, commands: { set: aCommand() } });
  expect(historySeries(sensor, nothing, none)[0]?.style).toBe("area");
  expect(historySeries(slider, nothing, none)[0]?.style).toBe("step");
});

test.each([
  ["says numbers", aBinding({ decode: { as: "number" } }), undefined, undefined, "lines"],
  ["says on and off", aBinding({ decode: { as: "onOff", on: "1", off: "0" } }), undefined, undefined, "timeline"],
  ["said a text last", aBinding(), aReading("value", "open"), undefined, "timeline"],
  ["said a number last", aBinding(), aReading("value", 4), undefined, "lines"],
  [
    "said states before",
    aBinding(),
    undefined,
    { numbers: null, timeWeightedMean: null, states: [{ value: { type: "text", value: "a" }, millis: 1 }] },
    "timeline",
  ],
  ["said numbers before", aBinding(), undefined, {}, "lines"],
  ["never said anything", aBinding(), undefined, undefined, "lines"],
] as const)("what %s is drawn so", (_, binding, reading, numbers, expected) => {
  const tile = aTile("value", { bindings: { value: binding } });
  const known = numbers
    ? new Map([["tile/value", statistics("tile/value", numbers as unknown as Partial<Statistics>)]])
    : none;
  const series = historySeries(tile, () => reading, known);
  expect(historyLook(tile, series, () => reading, { range, compare: null, hidden: new Set() }).plot.kind).toBe(
    expected,
  );
});

test("a number that held from before the range makes numbers of a switch", () => {
  const pump = aTile("switch", { bindings: { state: aBinding() } });
  const known = new Map([["tile/state", statistics("tile/state", { samples: 0, numbers: null })]]);
  expect(historySeries(pump, nothing, known)[0]?.states).toBe(false);
});

test("states are not compared, and what is hidden is not drawn", () => {
  const pump = aTile("switch", { bindings: { state: aBinding() } });
  const series = historySeries(pump, nothing, none);
  expect(historyLook(pump, series, nothing, { range, compare: "day", hidden: new Set() }).compare).toBeNull();
  const hidden = new Set(["tile/value"]);
  const left = historyLook(two, historySeries(two, nothing, none), nothing, { range, compare: "day", hidden });
  expect([left.compare, left.series.map((it) => it.binding)]).toEqual(["day", ["tile/state"]]);
});

test("a chart opens with its own span, any other tile with a day", () => {
  expect(firstSpan(aTile("chart", { options: { spanSeconds: 900 } }))).toBe(900);
  expect(firstSpan(two)).toBe(86_400);
});
