import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aReading, aReport, aTile, type Seen } from "../../testing";
import kind from "./kind";
import { longestOf, patternOf, textProblem } from "./limits";
import { text } from "./text";
import Tile from "./Tile.svelte";

const tile = aTile("textInput", {
  title: "Door display",
  bindings: { state: aBinding({ decode: { as: "text" } }) },
  commands: { set: aCommand() },
});
const show = (seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: [aReading("state", "Back at five")], ...seen });
const field = () => screen.getByRole("textbox", { name: "Door display" });
const group = () => screen.getByRole("group", { name: "Door display" });
const type = (value: string) => fireEvent.input(field(), { target: { value } });

test("shows what the device says, and a hostile text as a text", () => {
  const { change } = show();
  expect(field()).toHaveValue("Back at five");
  change({ readings: [aReading("state", "<img src=x onerror=alert(1)>")] });
  expect(field()).toHaveValue("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img")).toBeNull();
});

test("sends what is typed, without the spaces around it, and shows the device's again", async () => {
  const { context, change } = show();
  await type(" Gone to the field ");
  await fireEvent.submit(field());
  expect(context.sent).toEqual([{ slot: "set", value: "Gone to the field" }]);
  expect(field()).toHaveValue("Back at five");
  change({ commands: [aReport("set", "sending", "Gone to the field")] });
  expect(group()).toHaveTextContent("Setting “Gone to the field”…");
});

test("an empty text of the device is no text of ours", () => {
  show({ readings: [aReading("state", "")] });
  expect(field()).toHaveValue("");
});

test.each([
  ["  ", {}, "Write something."],
  ["abcd", { longest: 3 }, "At most 3 letters."],
  ["äöü", { longest: 3 }, undefined],
  ["12a", { pattern: "[0-9]+" }, "Does not match the pattern."],
  ["12", { pattern: "[0-9]+" }, undefined],
  ["a|b", { pattern: "a|b" }, "Does not match the pattern."],
  [" 12 ", { pattern: "[0-9]+" }, undefined],
  ["x", { pattern: "(" }, undefined],
  ["x", { pattern: 3 }, undefined],
])("%j with %j: %s", (text, options, words) => {
  expect(textProblem(text, options)).toBe(words);
});

test("a length that means nothing is the usual one, and none is endless", () => {
  expect(longestOf({ longest: -3 })).toBe(255);
  expect(longestOf({ longest: 1e9 })).toBe(1_000);
});

test.each([
  ["[0-9]{1,3}", true],
  ["(on|off)", true],
  ["#[0-9a-fA-F]{6}", true],
  ["\\d+(?:\\.\\d+)?", true],
  ["(a+)+", false],
  ["(a|a)*", false],
  ["((a{1,9}){1,9}){1,9}", false],
  ["a*a*a*a*b", false],
  ["(a)\\1", false],
  ["a".repeat(201), false],
  ["a)", false],
  [`${".?".repeat(26)}x`, false],
  [`${"(.|.)".repeat(24)}x`, false],
  [`${".{0,9}".repeat(12)}x`, false],
  [`${"(?:a?b?)".repeat(13)}x`, false],
  ["[0-9]{1,3}(\\.[0-9]{1,3}){3}", false],
  ["(mon|tue|wed|thu|fri|sat|sun) [0-9]{1,2}:[0-9]{2}", true],
  [".*,.*", true],
])("the pattern %s is one that can be tried: %s", (pattern, usable) => {
  expect(patternOf(pattern) !== undefined).toBe(usable);
});

test("what does not match is said and not sent", async () => {
  const { context } = show({ tile: { ...tile, options: { pattern: "[A-Z]+" } } });
  await type("abc");
  expect(field()).toHaveAccessibleDescription("Does not match the pattern.");
  await fireEvent.submit(field());
  expect(context.sent).toEqual([]);
});

test("a pattern that is none is found in the form", () => {
  expect(kind.check?.({ ...kind.blank(), pattern: "(" })).toEqual({ pattern: text.badPattern });
  expect(kind.check?.(kind.blank())).toEqual({});
});

test("does nothing while the device is away", () => {
  show({ readings: [aReading("state", "x"), aReading("availability", false)] });
  expect(field()).toBeDisabled();
  expect(group()).toHaveTextContent("Device is offline");
});

test("what is typed does not hide that the broker went away", async () => {
  const { change } = show();
  await type("12");
  expect(group()).toHaveTextContent("Not sent yet");
  change({ online: false });
  expect(group()).toHaveTextContent("Not connected");
  expect(field()).toHaveValue("12");
});
