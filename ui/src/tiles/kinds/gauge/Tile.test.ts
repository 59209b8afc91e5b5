import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

const tile = aTile("gauge", { title: "Soil moisture", bindings: { value: aBinding({ unit: "%" }) } });
const show = (readings: Seen["readings"], options = {}) =>
  showTile(Tile, { tile: { ...tile, options }, readings: readings ?? [] });
const meter = () => screen.getByRole("meter", { name: "Soil moisture" });

test("is a meter from 0 to 100 unless told otherwise", () => {
  show([aReading("value", 38)]);
  expect(meter()).toHaveAttribute("aria-valuemin", "0");
  expect(meter()).toHaveAttribute("aria-valuemax", "100");
  expect(meter()).toHaveAttribute("aria-valuenow", "38");
  expect(meter()).toHaveAttribute("aria-valuetext", "38%");
});

test("beyond the scale the needle is pinned and the number is true", () => {
  show([aReading("value", 140.5)], { minimum: 0, maximum: 100 });
  expect(meter()).toHaveAttribute("aria-valuenow", "100");
  expect(meter()).toHaveAttribute("aria-valuetext", "140.5%, above the scale");
  expect(meter()).toHaveTextContent("140.5");
});

test("what is not a number is told in its place", () => {
  show([aProblem("value", { kind: "notANumber", excerpt: "unavailable" })]);
  const group = screen.getByRole("group", { name: "Soil moisture" });
  expect(group).toHaveTextContent("“unavailable” is not a number");
  expect(group).toHaveTextContent("–");
  expect(meter()).not.toHaveAttribute("aria-valuenow");
});

const soil = [
  { when: "below", high: 20, text: "Too dry", accent: "coral" },
  { when: "between", low: 20, high: 60, accent: "green" },
];
const bands = () =>
  [...document.querySelectorAll<SVGPathElement>(".band")].map((it) => it.style.getPropertyValue("stroke"));

test("rules colour the scale and the needle, and say their words beside the number", () => {
  show([aReading("value", 12)], { rules: soil });
  expect(bands()).toEqual(["var(--coral)", "var(--green)"]);
  expect(document.querySelector<SVGPathElement>(".fill")?.style.getPropertyValue("stroke")).toBe("var(--coral)");
  expect(meter()).toHaveAttribute("aria-valuetext", "Too dry, 12%");
  expect(screen.getByRole("group", { name: "Soil moisture" })).toHaveTextContent("Too dry");
});

test("without a value no rule speaks, and the scale keeps its colours", () => {
  show([], { rules: [...soil, { when: "otherwise", text: "Fine" }] });
  expect(bands()).toEqual(["var(--coral)", "var(--green)"]);
  expect(screen.getByRole("group", { name: "Soil moisture" })).not.toHaveTextContent("Fine");
});

test.each([
  [{ minimum: "10", maximum: "10" }, ["maximum"]],
  [{ minimum: "-20", maximum: "0" }, []],
  [{ minimum: "x", maximum: "0" }, ["minimum"]],
  [{ minimum: "150", maximum: "" }, ["maximum"]],
])("the scale %j has problems at %j", (values, fields) => {
  expect(Object.keys(kind.check?.({ ...kind.blank(), ...values }) ?? {})).toEqual(fields);
});
