import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aReading, aReport, aTile, NOW, type Seen } from "../../testing";
import { scaleOf, snap } from "../../frame/steps";
import Tile from "./Tile.svelte";

const tile = aTile("slider", {
  title: "Ventilation",
  bindings: { state: aBinding({ unit: "%" }) },
  commands: { set: aCommand() },
  options: { minimum: 0, maximum: 100, step: 5 },
});
const told = aReading("state", 40);
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: [told], ...seen });
const control = () => screen.getByRole("slider", { name: "Ventilation" });
const at = (clientX: number) => ({ clientX, button: 0, pointerId: 1 });

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 46));
});

test("shows the device's value", () => {
  show();
  expect(control()).toHaveAttribute("aria-valuenow", "40");
  expect(control()).toHaveAttribute("aria-valuetext", "40%");
});

test.each([
  [140, "above", "100"],
  [-3, "below", "0"],
])("a device at %d is %s the scale, and said to be", async (value, side, now) => {
  const { context } = show({ readings: [aReading("state", value)] });
  expect(control()).toHaveAttribute("aria-valuenow", now);
  expect(control()).toHaveAttribute("aria-valuetext", `${value}%, ${side} the scale`);
  expect(control()).toHaveTextContent(`${value}%`);
  expect(control().querySelector(`.${side}`)).not.toBeNull();
  // What a finger asks for is on the scale.
  await fireEvent.pointerDown(control(), at(100));
  expect(control().querySelector(`.${side}`)).toBeNull();
  expect(control()).toHaveAttribute("aria-valuetext", "50%");
  await fireEvent.pointerUp(control(), at(100));
  expect(context.sent).toEqual([{ slot: "set", value: 50 }]);
});

test("sends once, on release, and snaps to its step", async () => {
  const { context } = show();
  await fireEvent.pointerDown(control(), at(20));
  await fireEvent.pointerMove(control(), at(90));
  await fireEvent.pointerMove(control(), at(131));
  expect(control()).toHaveAttribute("aria-valuetext", "65%");
  expect(context.sent).toEqual([]);
  await fireEvent.pointerUp(control(), at(131));
  expect(context.sent).toEqual([{ slot: "set", value: 65 }]);
});

test("a finger that scrolls the page changes nothing", async () => {
  const { context } = show();
  await fireEvent.pointerDown(control(), at(180));
  await fireEvent.pointerCancel(control(), at(180));
  expect(context.sent).toEqual([]);
  expect(control()).toHaveAttribute("aria-valuenow", "40");
});

test("keys move it, what they end at is sent once, Escape takes it back", async () => {
  vi.useFakeTimers();
  const { context } = show();
  for (let press = 0; press < 3; press++) {
    await fireEvent.keyDown(control(), { key: "ArrowRight" });
    await fireEvent.keyUp(control(), { key: "ArrowRight" });
  }
  expect(control()).toHaveAttribute("aria-valuetext", "55%");
  expect(context.sent).toEqual([]);
  vi.runAllTimers();
  expect(context.sent).toEqual([{ slot: "set", value: 55 }]);
  // A key that is held sends nothing before it is let go.
  await fireEvent.keyDown(control(), { key: "End" });
  vi.runAllTimers();
  await fireEvent.keyDown(control(), { key: "Escape" });
  await fireEvent.keyUp(control(), { key: "End" });
  vi.runAllTimers();
  expect(context.sent).toHaveLength(1);
  vi.useRealTimers();
});

test.each([
  ["Enter", () => fireEvent.keyDown(control(), { key: "Enter" })],
  ["leaving it", () => fireEvent.blur(control())],
])("what keys chose is sent at once with %s", async (_, end) => {
  const { context } = show();
  await fireEvent.keyDown(control(), { key: "Home" });
  await fireEvent.keyUp(control(), { key: "Home" });
  await end();
  expect(context.sent).toEqual([{ slot: "set", value: 0 }]);
});

test("what keys chose is sent when the board is left", async () => {
  const { context, remove } = show();
  await fireEvent.keyDown(control(), { key: "Home" });
  await fireEvent.keyUp(control(), { key: "Home" });
  remove();
  expect(context.sent).toEqual([{ slot: "set", value: 0 }]);
});

test("a device that comes nearer is on its way, however long that takes, and one that stopped gives no answer", () => {
  const says = (value: number, after: number) => [aReading("state", value, { at: NOW + after })];
  const { change } = show({ readings: says(75, 0), commands: [aReport("set", "sending", 20)] });
  change({ readings: says(68, 2_000), now: NOW + 2_000 });
  change({ commands: [aReport("set", "unconfirmed", 20)], now: NOW + 5_000 });
  expect(control()).toHaveAttribute("aria-valuetext", "Setting 20%…");
  expect(control()).toHaveAttribute("aria-busy", "true");
  expect(screen.queryByRole("button", { name: "Retry Ventilation" })).toBeNull();
  change({ readings: says(61, 6_000), now: NOW + 14_000 });
  expect(control()).toHaveAttribute("aria-valuenow", "20");
  // Farther away is not on the way.
  change({ readings: says(62, 15_000), now: NOW + 16_000 });
  expect(screen.getByText("No answer")).toBeVisible();
  expect(control()).toHaveAttribute("aria-valuenow", "62");
  change({ readings: says(20, 20_000), now: NOW + 20_000 });
  expect(screen.queryByText("No answer")).toBeNull();
});

test("what the device said before it was asked is no way there", () => {
  const { change } = show({ commands: [aReport("set", "sending", 80)] });
  change({ commands: [aReport("set", "unconfirmed", 80)] });
  expect(screen.getByText("No answer")).toBeVisible();
  change({ readings: [aReading("state", 60, { at: NOW, retained: true })] });
  expect(screen.getByText("No answer")).toBeVisible();
});

test("shows the wanted value while it is on its way and the device's when nothing answered", () => {
  const { change } = show({ commands: [aReport("set", "sending", 80)] });
  expect(control()).toHaveAttribute("aria-valuenow", "80");
  expect(control()).toHaveAttribute("aria-valuetext", "Setting 80%…");
  expect(control()).toHaveAttribute("aria-busy", "true");
  change({ commands: [aReport("set", "unconfirmed", 80)] });
  expect(control()).toHaveAttribute("aria-valuenow", "40");
  expect(screen.getByText("No answer")).toBeVisible();
});

test("retry sends the wanted value again", async () => {
  const { context } = show({ commands: [aReport("set", "unconfirmed", 80)] });
  await fireEvent.click(screen.getByRole("button", { name: "Retry Ventilation" }));
  expect(context.sent).toEqual([{ slot: "set", value: 80 }]);
});

test("without a value it claims none", () => {
  show({ readings: [] });
  expect(control()).not.toHaveAttribute("aria-valuenow");
  expect(control()).toHaveAttribute("aria-valuetext", "No value yet");
});

test("without a state topic it says what was sent", () => {
  const blind = { ...tile, bindings: {}, options: { ...tile.options, unit: "%" } };
  const { change } = show({ tile: blind, readings: [] });
  change({ commands: [aReport("set", "sent", 30)] });
  change({ commands: [] });
  expect(control()).toHaveAttribute("aria-valuetext", "Sent: 30%");
});

test("does nothing while the broker is away", async () => {
  const { context } = show({ online: false });
  await fireEvent.pointerDown(control(), at(150));
  await fireEvent.pointerUp(control(), at(150));
  await fireEvent.keyDown(control(), { key: "Home" });
  await fireEvent.keyUp(control(), { key: "Home" });
  expect(context.sent).toEqual([]);
});

test.each([
  [0.1 + 0.2, { minimum: 0, maximum: 1, step: 0.1 }, 0.3],
  [7, { minimum: 1, maximum: 10, step: 4 }, 9],
  [99, { minimum: 0, maximum: 10, step: 3 }, 10],
  [-5, { minimum: 0, maximum: 10, step: 3 }, 0],
])("snaps %d to a step", (value, scale, expected) => {
  expect(snap(value, scale)).toBe(expected);
});

test("unusable options fall back", () => {
  expect(scaleOf({ minimum: "x", maximum: -3, step: 0 })).toEqual({ minimum: 0, maximum: 1, step: 1 });
});

test("without a state topic it knows what was sent before it was shown, and claims nothing it does not know", () => {
  const blind = { ...tile, bindings: {}, options: { ...tile.options, unit: "%" } };
  const { change } = show({ tile: blind, readings: [] });
  expect(control()).toHaveAttribute("aria-valuetext", "Last sent: not known");
  change({ last: { set: 30 } });
  expect(control()).toHaveAttribute("aria-valuetext", "Sent: 30%");
});

test("stops saying that nobody answered once the device says the wanted value", () => {
  const { change } = show({ commands: [aReport("set", "unconfirmed", 80)] });
  expect(screen.getByText("No answer")).toBeVisible();
  change({ readings: [aReading("state", 80, { at: (told.at ?? 0) + 1_000 })] });
  expect(screen.queryByText("No answer")).toBeNull();
});
