import { expect, test } from "vitest";
import { sidesOf, unitOn } from "./sides";

const units = (...all: (string | undefined)[]) => all.map((unit) => ({ unit }));

test("series of one unit share the left axis", () => {
  expect(sidesOf(units("°C", "°C"))).toEqual(["left", "left"]);
});

test("a unit that differs from the first goes to the right", () => {
  expect(sidesOf(units("%", "%", "km/h", "ppm"))).toEqual(["left", "left", "right", "right"]);
});

test("a unit that nobody knows stays on the left, and does not send another away", () => {
  expect(sidesOf(units(undefined, "°C", "%"))).toEqual(["left", "left", "right"]);
  expect(sidesOf(units("", "°C"))).toEqual(["left", "left"]);
});

test("what was chosen stays, whatever its unit", () => {
  const series = [
    { axis: "right" as const, unit: "°C" },
    { axis: undefined, unit: "%" },
    { axis: "left" as const, unit: "ppm" },
    { axis: undefined, unit: "°C" },
  ];
  expect(sidesOf(series)).toEqual(["right", "left", "left", "right"]);
});

test("an axis has the unit that all its series have, and none where they differ", () => {
  const series = [
    { axis: "left" as const, unit: "°C" },
    { axis: "right" as const, unit: "%" },
    { axis: "right" as const, unit: "ppm" },
  ];
  expect([unitOn("left", series), unitOn("right", series)]).toEqual(["°C", null]);
});
