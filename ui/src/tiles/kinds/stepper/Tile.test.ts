import { fireEvent, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aReading, aReport, aTile, type Seen } from "../../testing";
import Tile from "./Tile.svelte";

const tile = aTile("stepper", {
  title: "Target",
  bindings: { state: aBinding({ unit: "°C" }) },
  commands: { set: aCommand() },
  options: { minimum: 5, maximum: 30, step: 0.5 },
});
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: [aReading("state", 21.5)], ...seen });
const control = () => screen.getByRole("spinbutton", { name: "Target" });
const group = () => screen.getByRole("group", { name: "Target" });
const more = () => fireEvent.click(screen.getByRole("button", { name: "More Target" }));
const less = () => fireEvent.click(screen.getByRole("button", { name: "Less Target" }));
function wait(milliseconds: number) {
  vi.advanceTimersByTime(milliseconds);
  flushSync();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("shows the device's number", () => {
  show();
  expect(control()).toHaveAttribute("aria-valuenow", "21.5");
  expect(control()).toHaveTextContent("21.5°C");
});

test("several presses are one command, and the number stays the device's until it says another", async () => {
  const { context, change } = show();
  await more();
  await more();
  await more();
  expect(control()).toHaveTextContent("21.5°C");
  expect(group()).toHaveTextContent("To 23.0 °C");
  expect(context.sent).toEqual([]);
  wait(600);
  expect(context.sent).toEqual([{ slot: "set", value: 23 }]);
  expect(control()).toHaveAttribute("aria-valuenow", "21.5");
  change({ commands: [aReport("set", "sending", 23)] });
  expect(group()).toHaveTextContent("Setting 23.0 °C…");
  change({ commands: [aReport("set", "confirmed", 23)], readings: [aReading("state", 23)] });
  expect(control()).toHaveAttribute("aria-valuenow", "23");
});

test("a press while a command is on its way goes on from what was wanted", async () => {
  const { context } = show({ commands: [aReport("set", "sending", 23)] });
  await less();
  wait(600);
  expect(context.sent).toEqual([{ slot: "set", value: 22.5 }]);
});

test("stops at its ends", async () => {
  const { context } = show({ readings: [aReading("state", 30)] });
  expect(screen.getByRole("button", { name: "More Target" })).toHaveAttribute("aria-disabled", "true");
  await more();
  wait(600);
  expect(context.sent).toEqual([]);
});

test("keys step, Enter sends at once, Escape takes it back", async () => {
  const { context } = show();
  await fireEvent.keyDown(control(), { key: "ArrowUp" });
  await fireEvent.keyDown(control(), { key: "PageUp" });
  await fireEvent.keyDown(control(), { key: "Enter" });
  expect(context.sent).toEqual([{ slot: "set", value: 27 }]);
  await fireEvent.keyDown(control(), { key: "ArrowDown" });
  await fireEvent.keyDown(control(), { key: "Escape" });
  wait(600);
  expect(context.sent).toHaveLength(1);
});

test("what was pressed is sent also when the board is left", async () => {
  const { context, remove } = show();
  await more();
  remove();
  expect(context.sent).toEqual([{ slot: "set", value: 22 }]);
});

test("nobody steps from a number that is not known", async () => {
  const { context } = show({ readings: [] });
  expect(control()).toHaveAttribute("aria-valuetext", "No value yet");
  await more();
  wait(600);
  expect(context.sent).toEqual([]);
});

test("without a state topic it begins at the minimum and says what was sent", async () => {
  const { context, change } = show({
    tile: { ...tile, bindings: {}, options: { ...tile.options, unit: "°C" } },
    readings: [],
  });
  await more();
  wait(600);
  expect(context.sent).toEqual([{ slot: "set", value: 5 }]);
  change({ commands: [aReport("set", "sent", 5)] });
  change({ commands: [] });
  expect(group()).toHaveTextContent("Sent: 5.0 °C");
  await more();
  wait(600);
  expect(context.sent).toEqual([
    { slot: "set", value: 5 },
    { slot: "set", value: 5.5 },
  ]);
});

test("without a state topic it goes on from what was sent before it was shown", async () => {
  const { context } = show({
    tile: { ...tile, bindings: {}, options: { ...tile.options, unit: "°C" } },
    readings: [],
    last: { set: 21 },
  });
  expect(group()).toHaveTextContent("Sent: 21.0 °C");
  await more();
  wait(600);
  expect(context.sent).toEqual([{ slot: "set", value: 21.5 }]);
});

test("where nobody knows what was sent it says where it begins, and begins nowhere else", async () => {
  const { context } = show({
    tile: { ...tile, bindings: {}, options: { ...tile.options, unit: "°C" } },
    readings: [],
  });
  expect(group()).toHaveTextContent("Not known, begins at 5.0 °C");
  expect(control()).toHaveAttribute("aria-valuetext", "Not known, begins at 5.0 °C");
  await less();
  await fireEvent.keyDown(control(), { key: "PageUp" });
  wait(600);
  expect(context.sent).toEqual([{ slot: "set", value: 5 }]);
});

test("does nothing while the broker is away, and says what went wrong", async () => {
  const { context, change } = show({ online: false });
  await more();
  wait(600);
  expect(context.sent).toEqual([]);
  change({ online: true, commands: [aReport("set", "unconfirmed", 23)] });
  expect(group()).toHaveTextContent("No answer");
  await fireEvent.click(screen.getByRole("button", { name: "Retry Target" }));
  expect(context.sent).toEqual([{ slot: "set", value: 23 }]);
});
