import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, type Seen } from "../../testing";
import kind from "./kind";
import { LOOKS, lookOf } from "./looks";
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

const drawing = () => document.querySelector<HTMLElement>("[role=meter] > *");

test("a tile from before there was a choice is an arc, and so is one of a look that a newer version has", () => {
  expect(lookOf(undefined)).toBe("arc");
  expect(lookOf("sundial")).toBe("arc");
  expect(lookOf(["tank"])).toBe("arc");
  const saved = { ...tile, options: { look: "sundial" } };
  expect(kind.toDraft(kind.fromTile(saved), "farm").options).toEqual({ look: "sundial" });
  expect(kind.toDraft(kind.fromTile(tile), "farm").options).toEqual({});
});

test.each(LOOKS)("as %s it is the same meter, with the same words", (look) => {
  show([aReading("value", 12)], { look, rules: soil });
  expect(meter()).toHaveAttribute("aria-valuenow", "12");
  expect(meter()).toHaveAttribute("aria-valuetext", "Too dry, 12%");
  expect(meter()).toHaveTextContent("12");
  expect(screen.getByRole("group", { name: "Soil moisture" })).toHaveTextContent("Too dry");
});

test.each(LOOKS)("as %s it has the colours of its rules from end to end of their bands", (look) => {
  show([aReading("value", 12)], { look, rules: soil });
  const all = [...document.querySelectorAll<HTMLElement>(".band, b")];
  expect(all).toHaveLength(2);
  expect(all.map((it) => it.getAttribute("style"))).toEqual([
    expect.stringContaining("--coral"),
    expect.stringContaining("--green"),
  ]);
});

test.each(LOOKS)("as %s it is marked beyond its scale, keeps the true number and stays within itself", (look) => {
  show([aReading("value", 1013.25)], { look });
  expect(meter()).toHaveAttribute("aria-valuetext", "1013.25%, above the scale");
  expect(meter()).toHaveTextContent("1013.25");
  expect(document.querySelector(".mark, .above")).not.toBeNull();
  const shares = [...document.querySelectorAll("[style]")].flatMap((it) =>
    [...(it.getAttribute("style") ?? "").matchAll(/(-?[\d.]+)%/g)].map(([, share]) => Number(share)),
  );
  expect(shares.filter((it) => it < 0 || it > 100)).toEqual([]);
});

test.each(LOOKS)("as %s it fills nothing without a number", (look) => {
  show([aProblem("value", { kind: "notANumber", excerpt: "unavailable" })], { look });
  expect(meter()).toHaveTextContent("–");
  expect(document.querySelector(".fill, i, .pointer")).toBeNull();
  expect(document.querySelector(".mark, .above, .below")).toBeNull();
});

test.each(["tank", "battery", "thermometer"])("a %s is filled from below by its share of the scale", (look) => {
  const { change } = show([aReading("value", 15)], { look, minimum: 10, maximum: 30 });
  const level = () => drawing()?.querySelector("i")?.style.height;
  expect(level()).toBe("25%");
  change({ readings: [aReading("value", 10)] });
  expect(level()).toBe("0%");
  change({ readings: [aReading("value", 9)] });
  expect(level()).toBe("0%");
  expect(document.querySelector(".below")).not.toBeNull();
});
