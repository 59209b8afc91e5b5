import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { JsonValue } from "../../../lib/bindings/api";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, NOW, type Seen } from "../../testing";
import { goalOf, leftWords, untilOf } from "./goal";
import kind from "./kind";
import Tile from "./Tile.svelte";

const tile = aTile("countdown", { title: "Oven", bindings: { value: aBinding() } });
const show = (value: JsonValue, seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: [aReading("value", value, { at: NOW })], ...seen });
const own = (options: Record<string, JsonValue>) =>
  showTile(Tile, { tile: aTile("countdown", { title: "Oven", options }) });
const group = () => screen.getByRole("group", { name: "Oven" });
const timer = () => screen.getByRole("timer", { name: "Oven" });
const at = (value: JsonValue, options = {}) => goalOf(aReading("value", value, { at: NOW }), options);
const local = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime();

test.each<[JsonValue, Record<string, JsonValue>, number]>([
  [90, {}, NOW + 90_000],
  [90, { number: "minutes" }, NOW + 5_400_000],
  [1.5, { number: "hours" }, NOW + 5_400_000],
  ["5:00", {}, NOW + 300_000],
  ["1:30:00", {}, NOW + 5_400_000],
  ["PT1H30M", {}, NOW + 5_400_000],
  ["P2DT5S", {}, NOW + 172_805_000],
  [1_800_000_000, { number: "hours" }, 1_800_000_000_000],
  [1_800_000_000_000, {}, 1_800_000_000_000],
  ["2026-12-24T18:00:00Z", {}, Date.UTC(2026, 11, 24, 18)],
  ["2026-12-24 18:00:00.5+0100", {}, Date.UTC(2026, 11, 24, 17, 0, 0, 500)],
  ["2026-12-24 18:00", {}, local(2026, 11, 24, 18, 0)],
  ["2026-12-24", {}, local(2026, 11, 24)],
  ["24.12.2026, 18:00", {}, local(2026, 11, 24, 18, 0)],
])("%j with %j ends when it says", (value, options, moment) => {
  expect(at(value, options)).toMatchObject({ kind: "at", at: moment });
});

test.each<[JsonValue]>([
  ["heating"],
  [true],
  [{ left: 5 }],
  ["2026-02-31"],
  ["2026-12-24 25:00"],
  ["P"],
  ["PT"],
  [1e300],
])("%j is no time, and a text of it is no longer than can be read", (value) => {
  expect(at(value)?.kind).toBe("unclear");
});

test("what is unclear is told by its beginning", () => {
  expect(at("x".repeat(4_000))).toEqual({ kind: "unclear", excerpt: "x".repeat(40) });
});

test("a time of day is the next one", () => {
  // NOW is 14:06.
  expect(untilOf("14:07", NOW)).toEqual({ kind: "at", at: NOW + 60_000 });
  expect(untilOf("14:06", NOW)).toEqual({ kind: "at", at: local(2026, 10, 23, 14, 6) });
  expect(untilOf("  ", NOW)).toBeUndefined();
  expect(untilOf("24:00", NOW)?.kind).toBe("unclear");
});

test.each([
  [1, "0:01"],
  [61_000, "1:01"],
  [3_600_000, "1:00:00"],
  [86_399_001, "24:00:00"],
  [86_400_000, "days"],
])("%i ms are %s", (left, words) => {
  expect(leftWords(left, () => "days")).toBe(words);
});

test("counts on with the time, says until when, and in the end that it is over", () => {
  const { change } = show(90);
  expect(timer()).toHaveTextContent("1:30");
  expect(timer()).toHaveTextContent("until");
  change({ now: NOW + 31_000 });
  expect(timer()).toHaveTextContent("0:59");
  change({ now: NOW + 90_000 });
  expect(timer()).toHaveTextContent("Done now");
  change({ now: NOW + 400_000 });
  expect(timer()).toHaveTextContent("Done 5 min ago");
});

test("of a far end only the day is told", () => {
  show("2031-12-24 18:00");
  expect(timer()).toHaveTextContent(/until .*2031$/);
});

test("a new message begins anew", () => {
  const { change } = show(90);
  change({ now: NOW + 60_000, readings: [aReading("value", 90, { at: NOW + 60_000 })] });
  expect(timer()).toHaveTextContent("1:30");
});

test("says the person's own words in the end", () => {
  show(0, { tile: { ...tile, options: { done: "Bread is ready" } } });
  expect(timer()).toHaveTextContent("Bread is ready");
});

test("of a length that the broker had kept nobody knows when it began: it is not counted", () => {
  const { change } = show(90, { readings: [aReading("value", 90, { retained: true })] });
  expect(group()).toHaveAttribute("data-sign", "unknown");
  expect(group()).toHaveTextContent("Told before, nobody knows when");
  expect(timer()).not.toHaveTextContent("1:");
  change({ readings: [aReading("value", NOW + 90_000, { retained: true })] });
  expect(group()).toHaveAttribute("data-sign", "live");
  expect(timer()).toHaveTextContent("1:30");
});

test("what it cannot read is told and is a text", () => {
  show("<img src=x onerror=alert(1)>");
  expect(group()).toHaveAttribute("data-sign", "problem");
  expect(group()).toHaveTextContent("“<img src=x onerror=alert(1)>” is neither a time nor how long it still is");
  expect(document.querySelector("img")).toBeNull();
});

test("keeps counting beside a problem and while the broker is away", () => {
  const { change } = show(90, { online: false });
  expect(group()).toHaveAttribute("data-sign", "offline");
  expect(timer()).toHaveTextContent("1:30");
  change({ online: true, readings: [{ ...aProblem("value", { kind: "notJson", excerpt: "{" }, 90), at: NOW }] });
  expect(group()).toHaveTextContent("is not JSON");
  expect(timer()).toHaveTextContent("1:30");
});

test("without a topic it counts to its own time, also without a broker", () => {
  own({ until: "14:07" });
  expect(timer()).toHaveTextContent("1:00");
  expect(group()).toHaveAttribute("data-sign", "live");
  expect(screen.queryByRole("button")).toBeNull();
});

test.each([
  [{}, "No time set up"],
  [{ until: "soon" }, "“soon” is neither a time nor how long it still is"],
])("with %j it is broken, says so, and leads to the editor", (options, words) => {
  own(options);
  expect(group()).toHaveTextContent(words);
  expect(screen.getByRole("button", { name: "Edit tile" })).toBeInTheDocument();
});

test("a new one waits for its topic and is not broken; it needs that, or a time", () => {
  expect(kind.toDraft(kind.blank(), "farm").bindings["value"]).toMatchObject({ topic: "" });
  expect(kind.toDraft({ ...kind.blank(), until: "18:00" }, "farm").bindings).toEqual({});
  expect(kind.check?.(kind.blank())).toEqual({ until: "Give a time here, or a topic." });
  expect(kind.check?.({ ...kind.blank(), topic: "oven/left" })).toEqual({});
});

test("the form refuses what is no time, and asks only for what counts", () => {
  expect(kind.check?.({ ...kind.blank(), until: "soon" })).toEqual({
    until: "Write a time like 18:00, or a day like 2026-12-24 18:00.",
  });
  expect(kind.check?.({ ...kind.blank(), until: "2026-12-24 18:00" })).toEqual({});
  const shown = (topic: string) =>
    kind.fields.filter((it) => !it.advanced && (it.when?.({ ...kind.blank(), topic }) ?? true)).map((it) => it.label);
  expect(shown("")).toEqual(["Topic", "Counts down to", "At the end"]);
  expect(shown("oven/left")).toEqual(["Topic", "A number means", "At the end"]);
});
