import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aReading, aReport, aTile, type Seen } from "../../testing";
import kind from "./kind";
import { readNumber } from "./read";
import Tile from "./Tile.svelte";

const tile = aTile("numberInput", {
  title: "Watering time",
  bindings: { state: aBinding({ unit: "min" }) },
  commands: { set: aCommand() },
  options: { minimum: 0, maximum: 120 },
});
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: [aReading("state", 25)], ...seen });
const field = () => screen.getByRole("textbox", { name: "Watering time" });
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

test("what is typed is sent with Enter or the button, and then the device has the word again", async () => {
  const { context } = show();
  await type("12,5");
  expect(group()).toHaveTextContent("Not sent yet");
  await fireEvent.click(send());
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
  expect(group()).toHaveTextContent("Nothing sent yet");
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

test("the ends may be left out, and one alone is enough", () => {
  expect(kind.check?.({ ...kind.blank(), minimum: "5" })).toEqual({});
  expect(kind.check?.({ ...kind.blank(), minimum: "5", maximum: "4" })).toEqual({
    maximum: "Must be above the minimum.",
  });
  expect(kind.toDraft(kind.blank(), "farm").options).toEqual({});
});
