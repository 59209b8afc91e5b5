import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aProblem, aReading, aReport, aTile, NOW, type Seen } from "../../testing";
import Tile from "./Tile.svelte";

const tile = aTile("switch", { bindings: { state: aBinding() }, commands: { set: aCommand() } });
const on = aReading("state", true);
const off = aReading("state", false);
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, ...seen });
const control = () => screen.getByRole("switch", { name: "Irrigation pump" });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("is what the device says", () => {
  const { change } = show({ readings: [on] });
  expect(control()).toHaveAttribute("aria-checked", "true");
  expect(control()).toHaveAccessibleDescription("On");
  change({ readings: [off] });
  expect(control()).toHaveAttribute("aria-checked", "false");
  expect(control()).toHaveAccessibleDescription("Off");
});

test("before the first message it says that the state is unknown", () => {
  const { change } = show();
  expect(control()).toHaveAttribute("aria-checked", "false");
  expect(control()).toHaveAccessibleDescription("State unknown. No value yet");
  change({ readings: [off] });
  expect(control()).toHaveAccessibleDescription("Off");
});

test("a press wants the other state and does not show it before the device does", async () => {
  const { context, change } = show({ readings: [off] });
  await fireEvent.click(control());
  expect(context.sent).toEqual([{ slot: "set", value: true }]);
  change({ commands: [aReport("set", "sending", true)] });
  expect(control()).toHaveAttribute("aria-checked", "false");
  expect(control()).toHaveAttribute("aria-busy", "true");
  expect(control()).toHaveAccessibleDescription("Turning on…");
  change({ readings: [on], commands: [aReport("set", "confirmed", true)] });
  expect(control()).toHaveAttribute("aria-checked", "true");
  expect(control()).not.toHaveAttribute("aria-busy");
});

test("a press before the first message turns on", async () => {
  const { context } = show();
  await fireEvent.click(control());
  expect(context.sent).toEqual([{ slot: "set", value: true }]);
});

test("a press after the device answered is meant, however soon it comes", async () => {
  const { context, change } = show({ readings: [off] });
  await fireEvent.click(control());
  change({ readings: [on], commands: [aReport("set", "sending", true)] });
  await fireEvent.click(control());
  expect(context.sent.map((it) => it.value)).toEqual([true, false]);
});

test("a second tap while the device has not answered is a slip", async () => {
  const { context, change } = show({ readings: [off] });
  await fireEvent.click(control());
  change({ commands: [aReport("set", "sending", true)] });
  await fireEvent.click(control());
  expect(context.sent).toHaveLength(1);
});

test("a held Enter is one press", async () => {
  show({ readings: [off] });
  expect(await fireEvent.keyDown(control(), { key: "Enter" })).toBe(true);
  expect(await fireEvent.keyDown(control(), { key: "Enter", repeat: true })).toBe(false);
});

test("a second press of the same finger is a slip, a later one takes the command back", async () => {
  const { context, change } = show({ readings: [off] });
  await fireEvent.click(control());
  change({ commands: [aReport("set", "sending", true)] });
  await fireEvent.click(control());
  expect(context.sent).toHaveLength(1);
  vi.advanceTimersByTime(400);
  await fireEvent.click(control());
  expect(context.sent).toEqual([
    { slot: "set", value: true },
    { slot: "set", value: false },
  ]);
});

test("without an answer it warns, stays what it was and offers to try again", async () => {
  const { context } = show({ readings: [off], commands: [aReport("set", "unconfirmed", true)] });
  expect(control()).toHaveAttribute("aria-checked", "false");
  expect(control()).toHaveAccessibleDescription("No answer, still off");
  await fireEvent.click(screen.getByRole("button", { name: "Retry Irrigation pump" }));
  expect(context.sent).toEqual([{ slot: "set", value: true }]);
});

test("a command that failed says why", () => {
  show({ readings: [off], commands: [aReport("set", { kind: "connectionLost" }, true)] });
  expect(control()).toHaveAccessibleDescription(/connection was lost.* · Off$/);
});

test.each(["unconfirmed", { kind: "offline" }] as const)(
  "after %j, what was last heard is not told as the state while nothing is heard",
  (state) => {
    show({ readings: [on], commands: [aReport("set", state, false)], online: false });
    expect(control()).toHaveAccessibleDescription(/^Was on · (No answer|Not sent.*) · Not connected$/);
  },
);

test("a warning ends when the device says after all what was wanted, and not before", () => {
  const { change } = show({ readings: [off], commands: [aReport("set", { kind: "connectionLost" }, true)] });
  change({ readings: [aReading("state", true, { at: NOW, retained: true })] });
  expect(screen.getByRole("button", { name: "Retry Irrigation pump" })).toBeVisible();
  change({ readings: [aReading("state", false, { at: NOW + 1 })] });
  expect(screen.getByRole("button", { name: "Retry Irrigation pump" })).toBeVisible();
  change({ readings: [aReading("state", true, { at: NOW + 2 })] });
  expect(screen.queryByRole("button", { name: "Retry Irrigation pump" })).toBeNull();
  expect(control()).toHaveAccessibleDescription("On");
});

test("an old message does not end a warning, though it says what was wanted", () => {
  const { change } = show({ readings: [on], commands: [aReport("set", "unconfirmed", true)] });
  change({ readings: [{ ...on }] });
  expect(control()).toHaveAccessibleDescription("No answer, still on");
});

test("while the broker is away it says so, keeps what was heard and cannot be pressed", async () => {
  const { context } = show({ readings: [on], online: false });
  expect(control()).toHaveAccessibleDescription("Was on · Not connected");
  expect(control()).toHaveAttribute("aria-disabled", "true");
  await fireEvent.click(control());
  expect(context.sent).toEqual([]);
});

test("an unreadable state is told in its place", () => {
  show({ readings: [aProblem("state", { kind: "notOnOff", excerpt: "maybe" }, true)] });
  expect(control()).toHaveAccessibleDescription(/“maybe” is neither on nor off/);
});

test("in edit mode it is a picture of itself", async () => {
  const { context } = show({ readings: [on], editing: true });
  await fireEvent.click(control());
  expect(context.sent).toEqual([]);
});

const blind = aTile("switch", { commands: { set: aCommand({ answer: null }) } });

test("without a state topic it has two presses and never says that anything is on", async () => {
  const { context, change } = showTile(Tile, { tile: blind });
  expect(screen.queryByRole("switch")).toBeNull();
  expect(screen.getByRole("group", { name: "Irrigation pump" })).toBeVisible();
  await fireEvent.click(screen.getByRole("button", { name: "Turn on Irrigation pump" }));
  expect(context.sent).toEqual([{ slot: "set", value: true }]);
  change({ commands: [aReport("set", "sent", true)] });
  expect(screen.getByText("Sent: On")).toHaveClass("sub");
  change({ commands: [] });
  expect(screen.getByText("Sent: On")).toBeVisible();
});

test("without a state topic a failure's reason stands where every size shows it", () => {
  showTile(Tile, { tile: blind, commands: [aReport("set", { kind: "offline" }, true)] });
  expect(screen.getByText(/^Not sent/)).toHaveClass("sub", "bad");
});

test("without a state topic a double tap is one press, and the other press is free at once", async () => {
  const { context } = showTile(Tile, { tile: blind });
  const [turnOn, turnOff] = screen.getAllByRole("button");
  await fireEvent.click(turnOn as HTMLElement);
  await fireEvent.click(turnOn as HTMLElement);
  await fireEvent.click(turnOff as HTMLElement);
  expect(context.sent.map(({ value }) => value)).toEqual([true, false]);
});

test("without a command it is broken and leads to the editor", async () => {
  const { context } = showTile(Tile, { tile: aTile("switch", { bindings: { state: aBinding() } }) });
  expect(control()).toHaveAccessibleDescription("No command set up");
  await fireEvent.click(screen.getByRole("button", { name: "Edit tile" }));
  expect(context.opened).toBe(1);
});
