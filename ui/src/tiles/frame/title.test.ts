import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import Value from "../kinds/value/Tile.svelte";
import { showTile } from "../mounting";
import { aBinding, aReading, aTile, NOW, type Seen } from "../testing";

const tile = aTile("value", { title: "Luftfeuchtigkeit", bindings: { value: aBinding() } });
const show = (reading: Seen["readings"], seen: Partial<Seen> = {}) =>
  showTile(Value, { tile, readings: reading ?? [], ...seen });
const under = () => document.querySelector(".t > .age")?.textContent;

test("a title says its language, so that a long word can be hyphenated", () => {
  show([aReading("value", "x")]);
  expect(screen.getByTitle("Luftfeuchtigkeit")).toHaveAttribute("lang", navigator.language);
});

test.each<[string, Seen["readings"], string | undefined]>([
  ["its age", [aReading("value", "x", { at: NOW - 120_000 })], "2 min ago"],
  ["that the broker had kept it", [aReading("value", "x", { retained: true })], "Retained"],
  ["nothing before the first message", [], undefined],
])("under the title stands %s", (_, reading, words) => {
  show(reading);
  expect(under()).toBe(words);
});

test("what is said of a state stands there instead of the age", () => {
  show([aReading("value", "x")], { online: false });
  expect(under()).toBeUndefined();
});
