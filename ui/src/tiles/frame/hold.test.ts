import { fireEvent, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { formatTimestamp } from "../../lib/format";
import Gauge from "../kinds/gauge/Tile.svelte";
import Slider from "../kinds/slider/Tile.svelte";
import Switch from "../kinds/switch/Tile.svelte";
import { showTile } from "../mounting";
import { aBinding, aCommand, aProblem, aReading, aReport, aTile, NOW, type Seen } from "../testing";
import Value from "../kinds/value/Tile.svelte";

const finger = { button: 0, isPrimary: true, pointerId: 1, pointerType: "touch", clientX: 20, clientY: 20 };
const tile = aTile("switch", { bindings: { state: aBinding() }, commands: { set: aCommand() } });
const showSwitch = (seen: Partial<Seen> = {}) =>
  showTile(Switch, { tile, readings: [aReading("state", true)], ...seen });
const control = () => screen.getByRole("switch", { name: "Irrigation pump" });
const peek = () => screen.queryByRole("dialog", { hidden: true });
const history = () => screen.getByRole("button", { name: "History", hidden: true });

async function rest(on: HTMLElement, milliseconds: number) {
  await fireEvent.pointerDown(on, finger);
  vi.advanceTimersByTime(milliseconds);
  flushSync();
}
async function lift(on: HTMLElement) {
  await fireEvent.pointerUp(on, finger);
  await fireEvent.click(on, { detail: 1 });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a long press tells the title, the state in full and the time, and presses nothing", async () => {
  const { context } = showSwitch({ commands: [aReport("set", { kind: "offline" }, false)] });
  await rest(control(), 500);
  expect(peek()).toHaveTextContent("Irrigation pump");
  expect(peek()).toHaveTextContent(/Not sent: .* · On/);
  expect(peek()).toHaveTextContent(formatTimestamp(NOW - 2_000));
  await lift(control());
  expect(peek()).not.toBeNull();
  expect(context.sent).toEqual([]);
});

test("the next touch takes it away and the one after that presses again", async () => {
  const { context } = showSwitch();
  await rest(control(), 500);
  await lift(control());
  await rest(control(), 50);
  expect(peek()).toBeNull();
  await lift(control());
  expect(context.sent).toEqual([{ slot: "set", value: false }]);
});

test("Escape takes it away", async () => {
  showSwitch();
  await rest(control(), 500);
  await fireEvent.keyDown(window, { key: "Escape" });
  expect(peek()).toBeNull();
});

test("a short press, and a finger that moves, ask nothing", async () => {
  const { context } = showSwitch();
  await rest(control(), 499);
  await lift(control());
  vi.advanceTimersByTime(1_000);
  expect(context.sent).toHaveLength(1);
  await fireEvent.pointerDown(control(), finger);
  await fireEvent.pointerMove(control(), { ...finger, clientY: 40 });
  vi.advanceTimersByTime(1_000);
  flushSync();
  expect(peek()).toBeNull();
});

test("in edit mode a resting finger moves the tile, and asks nothing", async () => {
  showSwitch({ editing: true });
  await rest(control(), 1_000);
  expect(peek()).toBeNull();
});

test("a finger that rests on a slider holds it", async () => {
  const slider = aTile("slider", { bindings: { state: aBinding() }, commands: { set: aCommand() } });
  showTile(Slider, { tile: slider, readings: [aReading("state", 40)] });
  await rest(screen.getByRole("slider"), 1_000);
  expect(peek()).toBeNull();
  await rest(screen.getByTitle("Irrigation pump"), 500);
  expect(peek()).not.toBeNull();
});

test("a problem that a narrow tile cuts is told in full", async () => {
  const value = aTile("value", { bindings: { value: aBinding() } });
  showTile(Value, { tile: value, readings: [aProblem("value", { kind: "notJson", excerpt: "{oops" }, 24)] });
  await rest(screen.getByRole("group"), 500);
  expect(peek()).toHaveTextContent("“{oops” is not JSON");
});

test("the peek leads to the history, with the finger that opened it lifted first", async () => {
  const { context } = showSwitch();
  await rest(control(), 500);
  await lift(control());
  await fireEvent.pointerDown(history(), finger);
  expect(peek()).not.toBeNull();
  await fireEvent.click(history(), { detail: 1 });
  expect(context.looked).toBe(1);
  expect(context.sent).toEqual([]);
  expect(peek()).toBeNull();
});

test("the context menu's key opens the peek and goes to its button, Escape goes back", async () => {
  showSwitch();
  control().focus();
  await fireEvent.contextMenu(control(), { button: 0 });
  expect(history()).toHaveFocus();
  await fireEvent.keyDown(window, { key: "Escape" });
  expect(peek()).toBeNull();
  expect(control()).toHaveFocus();
});

test("the mouse's other button opens the peek and leaves the focus", async () => {
  showSwitch();
  await fireEvent.contextMenu(control(), { button: 2 });
  expect(peek()).not.toBeNull();
  expect(history()).not.toHaveFocus();
});

test("H opens the history of a switch and of a slider, and sends nothing", async () => {
  const { context, remove } = showSwitch();
  await fireEvent.keyDown(control(), { key: "h" });
  expect(context.looked).toBe(1);
  await fireEvent.keyDown(control(), { key: "h", ctrlKey: true });
  expect(context.looked).toBe(1);
  remove();
  const slider = aTile("slider", { bindings: { state: aBinding() }, commands: { set: aCommand() } });
  const shown = showTile(Slider, { tile: slider, readings: [aReading("state", 40)] });
  await fireEvent.keyDown(screen.getByRole("slider"), { key: "h" });
  expect(shown.context.looked).toBe(1);
  expect(shown.context.sent).toEqual([]);
});

test("a tile that reads nothing has no history to offer", async () => {
  const { context } = showSwitch({ unread: true });
  await rest(control(), 500);
  expect(screen.getByRole("tooltip", { hidden: true })).toHaveTextContent("Irrigation pump");
  expect(screen.queryByRole("button", { name: "History", hidden: true })).toBeNull();
  await fireEvent.keyDown(control(), { key: "h" });
  expect(context.looked).toBe(0);
});

test.each([
  ["value", Value],
  ["gauge", Gauge],
])("a tap anywhere on a %s opens its history, and it is still a group with its title", async (kind, Tile) => {
  const { context, change } = showTile(Tile, {
    tile: aTile(kind, { title: "Soil", bindings: { value: aBinding() } }),
    readings: [aReading("value", 24)],
  });
  expect(screen.getByRole("group", { name: "Soil" })).toBeInTheDocument();
  await fireEvent.click(screen.getByRole("button", { name: "Soil history" }));
  expect(context.looked).toBe(1);
  change({ editing: true });
  expect(screen.queryByRole("button", { name: "Soil history" })).toBeNull();
});
