import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aReading, aReport, aTile, type Seen } from "../../testing";
import kind from "./kind";
import { fieldText, readNumber } from "./read";
import Tile from "./Tile.svelte";

const tile = aTile("numberInput", {
  title: "Watering time",
  bindings: { state: aBinding({ unit: "min" }) },
  commands: { set: aCommand() },
  options: { minimum: 0, maximum: 120 },
});
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: [aReading("state", 25)], ...seen });
const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Watering time" });
const send = () => screen.getByRole("button", { name: "Send Watering time" });
const type = (value: string) => fireEvent.input(field(), { target: { value } });
const group = () => screen.getByRole("group", { name: "Watering time" });

test("shows what the device says, and follows it", () => {
  const { change } = show();
  expect(field()).toHaveValue("25");
  expect(send()).toBeDisabled();
  change({ readings: [aReading("state", 30)] });
  expect(field()).toHaveValue("30");
});

test.each([
  // What a browser does on Enter in a field.
  ["Enter", () => fireEvent.submit(field())],
  ["the button", () => fireEvent.click(send())],
] as const)("what is typed is sent with %s, and then the device has the word again", async (_, press) => {
  const { context } = show();
  await type("12,5");
  expect(group()).toHaveTextContent("Not sent yet");
  await press();
  expect(context.sent).toEqual([{ slot: "set", value: 12.5 }]);
  expect(field()).toHaveValue("25");
});

test("says what is on its way, and that nobody answered", () => {
  const { change } = show({ commands: [aReport("set", "sending", 40)] });
  expect(field()).toHaveAttribute("aria-busy", "true");
  expect(field()).toHaveValue("25");
  expect(group()).toHaveTextContent("Setting 40 min…");
  change({ commands: [aReport("set", "unconfirmed", 40)] });
  expect(group()).toHaveTextContent("No answer");
  expect(field()).toHaveValue("25");
});

test("retry sends the wanted number again", async () => {
  const { context } = show({ commands: [aReport("set", "unconfirmed", 40)] });
  await fireEvent.click(screen.getByRole("button", { name: "Retry Watering time" }));
  expect(context.sent).toEqual([{ slot: "set", value: 40 }]);
});

test.each([
  ["abc", "Write a number."],
  ["", "Write a number."],
  ["-1", "At least 0."],
  ["121", "At most 120."],
])("%j is not sent: %s", async (value, words) => {
  const { context } = show();
  await type(value);
  expect(field()).toHaveAccessibleDescription(words);
  expect(group()).toHaveTextContent(words);
  await fireEvent.submit(field());
  expect(context.sent).toEqual([]);
});

test("a limit is told as every number is", async () => {
  show({ tile: { ...tile, options: { minimum: -1500.5, maximum: 86_400 } } });
  await type("86401");
  expect(group()).toHaveTextContent("At most 86,400.");
  await type("-1501");
  expect(group()).toHaveTextContent("At least -1500.5.");
});

test("Escape takes back what was typed; a message of the device does not", async () => {
  const { change, context } = show();
  await type("7");
  change({ readings: [aReading("state", 30)] });
  expect(field()).toHaveValue("7");
  await fireEvent.keyDown(field(), { key: "Escape" });
  expect(field()).toHaveValue("30");
  expect(context.sent).toEqual([]);
});

test("cannot be typed into while the broker is away or the board is arranged", () => {
  const { change } = show({ online: false });
  expect(field()).toBeDisabled();
  expect(group()).toHaveTextContent("Not connected");
  change({ online: true, editing: true });
  expect(field()).toBeDisabled();
});

test("without a state topic it says what was sent", () => {
  const { change } = show({ tile: { ...tile, bindings: {}, options: { unit: "min" } }, readings: [] });
  expect(group()).toHaveTextContent("Last sent: not known");
  change({ commands: [aReport("set", "sent", 40)] });
  change({ commands: [] });
  expect(group()).toHaveTextContent("Sent: 40 min");
  expect(field()).toHaveValue("");
});

test.each([
  [" 3 ", 3],
  ["3,5", 3.5],
  ["−4", -4],
  [".5", 0.5],
  ["1e5", undefined],
  ["1.000,5", undefined],
  ["0x10", undefined],
])("%j is read as %s", (text, expected) => {
  expect(readNumber(text)).toBe(expected);
});

test.each([undefined, "en", "de", "fr", "ar"])("what fills the field is read as the same number (%s)", (locale) => {
  for (const number of [12_500, 1_250.5, -0.05, 0.1 + 0.2, 123_456_789, 1e-7, 0]) {
    expect(readNumber(fieldText(number, 0, locale))).toBe(number);
  }
  expect(readNumber(fieldText(12_500, 2, locale))).toBe(12_500);
});

test("the field has the device's digits and the person's mark, and no separators", () => {
  expect(fieldText(1_250.5, 2, "de")).toBe("1250,50");
  expect(fieldText(12_500, 0, "en")).toBe("12500");
});

test("a large number is edited, and not a thousandth of it sent", async () => {
  const { context } = show({ tile: { ...tile, options: {} }, readings: [aReading("state", 12_500)] });
  expect(field()).toHaveValue("12500");
  await type(field().value.replace("5", "6"));
  await fireEvent.submit(field());
  expect(context.sent).toEqual([{ slot: "set", value: 12_600 }]);
});

test("the ends may be left out, and one alone is enough", () => {
  expect(kind.check?.({ ...kind.blank(), minimum: "5" })).toEqual({});
  expect(kind.check?.({ ...kind.blank(), minimum: "5", maximum: "4" })).toEqual({
    maximum: "Must be above the minimum.",
  });
  expect(kind.toDraft(kind.blank(), "farm").options).toEqual({});
});

test("what is typed does not hide that the broker went away", async () => {
  const { change } = show();
  await type("12");
  expect(group()).toHaveTextContent("Not sent yet");
  change({ online: false });
  expect(group()).toHaveTextContent("Not connected");
  expect(field()).toHaveValue("12");
});
