import { expect, test } from "vitest";
import { suggestions } from "./suggest";
import { aReading } from "./testing";

const names = (...reading: Parameters<typeof aReading>) => suggestions(aReading(...reading)).map((it) => it.kind.name);

test("a share is a gauge first of all", () => {
  expect(names("value", 38, { unit: "%" })[0]).toBe("Gauge");
});

test("any other number has a course before it has a scale", () => {
  const said = names("value", 24.6, { unit: "°C" });
  expect(said.indexOf("Chart")).toBeLessThan(said.indexOf("Gauge"));
  expect(said).toContain("Slider");
});

test("on and off can be switched, and words can only be read", () => {
  expect(names("value", true)[0]).toBe("Switch");
  expect(names("value", "Cleaning filter")).toEqual(["Value"]);
});

test("what nobody can read still has a place", () => {
  expect(names("value", undefined)).toEqual(["Value"]);
});
