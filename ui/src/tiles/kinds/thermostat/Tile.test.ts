import { fireEvent, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aProblem, aReading, aReport, aTile, NOW, type Seen } from "../../testing";
import kind from "./kind";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const tile = aTile("thermostat", { ...sample.tile, title: "Bedroom" });
const says = (over: Record<string, string | number> = {}, at = {}) =>
  Object.entries({ value: 21.4, state: 22, mode: "heat", action: "heating", ...over }).map(([slot, value]) =>
    aReading(slot, value, at),
  );
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: says(), ...seen });
const group = () => screen.getByRole("group", { name: "Bedroom" });
const target = (what = "Target") => screen.getByRole("spinbutton", { name: `${what} Bedroom` });
const menu = (what: string) => screen.getByRole<HTMLSelectElement>("combobox", { name: `${what} Bedroom` });
const more = (what = "Target") => fireEvent.click(screen.getByRole("button", { name: `More ${what} Bedroom` }));
const less = (what = "Target") => fireEvent.click(screen.getByRole("button", { name: `Less ${what} Bedroom` }));
/** What stands under the title, without the marks that keep a number and its unit together. */
const sub = () =>
  group()
    .querySelector(".sub")
    ?.textContent.replace(/[\u2068\u2069]/g, "");
function rest() {
  vi.advanceTimersByTime(600);
  flushSync();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("says how warm it is, what it does and where it should be", () => {
  show();
  expect(sub()).toBe("21.4 °C · Heating");
  expect(target()).toHaveAttribute("aria-valuenow", "22");
  expect(target()).toHaveAttribute("aria-valuetext", "22 °C");
  expect(menu("Mode")).toHaveDisplayValue("Heat");
});

test.each([
  ["IDLE", "heat", "Idle"],
  ["waiting for the sun", "heat", "waiting for the sun"],
])("a device that says it is %s is told as such, and not by its mode", (action, mode, expected) => {
  show({ readings: says({ action, mode }) });
  expect(sub()).toBe(`21.4 °C · ${expected}`);
});

test("without an action its mode is told", () => {
  show({ readings: [aReading("value", 21.4), aReading("mode", "fan_only")] });
  expect(sub()).toBe("21.4 °C · Fan only");
});

test("several presses are one command, and the device's target stays until it says another", async () => {
  const { context, change } = show();
  await more();
  await more();
  expect(sub()).toBe("To 23.0 °C");
  expect(target()).toHaveAttribute("aria-valuenow", "22");
  expect(context.sent).toEqual([]);
  rest();
  expect(context.sent).toEqual([{ slot: "set", value: 23 }]);
  change({ commands: [aReport("set", "sending", 23)] });
  expect(sub()).toBe("Setting 23.0 °C…");
  expect(target()).toHaveAttribute("aria-busy", "true");
  change({ commands: [aReport("set", "unconfirmed", 23)] });
  expect(sub()).toBe("No answer");
  expect(target()).toHaveAttribute("aria-valuenow", "22");
  change({ commands: [aReport("set", "confirmed", 23)], readings: says({ state: 23 }) });
  expect(sub()).toBe("21.4 °C · Heating");
  expect(target()).toHaveAttribute("aria-valuenow", "23");
});

test("keys set it, and no key sets it beyond what the device takes", async () => {
  const { context } = show({ tile: { ...tile, options: { minimum: 5, maximum: 23, step: 0.5 } } });
  await fireEvent.keyDown(target(), { key: "ArrowUp" });
  await fireEvent.keyDown(target(), { key: "PageUp" });
  await fireEvent.keyDown(target(), { key: "Enter" });
  expect(context.sent).toEqual([{ slot: "set", value: 23 }]);
});

test("while it may heat and cool there are two targets, and none is set beyond the other", async () => {
  const { context } = show({ readings: says({ mode: "heat_cool", low: 20, high: 20.5 }) });
  expect(screen.queryByRole("spinbutton", { name: "Target Bedroom" })).toBeNull();
  await more("Low");
  await more("Low");
  await less("High");
  rest();
  expect(context.sent).toEqual([{ slot: "setLow", value: 20.5 }]);
  expect(target("High")).toHaveAttribute("aria-valuenow", "20.5");
});

test("in another mode the same device has one target", () => {
  show({ readings: says({ low: 20, high: 24 }) });
  expect(target()).toBeInTheDocument();
  expect(screen.queryByRole("spinbutton", { name: "Low Bedroom" })).toBeNull();
});

test("a mode is chosen, and the device's own stays until it says another", async () => {
  const { context, change } = show();
  await fireEvent.change(menu("Mode"), { target: { value: "2" } });
  expect(context.sent).toEqual([{ slot: "setMode", value: "cool" }]);
  expect(menu("Mode")).toHaveDisplayValue("Heat");
  change({ commands: [aReport("setMode", "sending", "cool")] });
  expect(sub()).toBe("Setting Cool…");
  change({ commands: [aReport("setMode", "failed" as never, "cool")].map((it) => ({ ...it, state: "unconfirmed" })) });
  await fireEvent.click(screen.getByRole("button", { name: "Retry Bedroom" }));
  expect(context.sent).toHaveLength(2);
});

test("preset and fan have menus of their own, the fan's with the usual words", async () => {
  const { context } = show({ readings: says({ preset: "eco", fanMode: "low" }) });
  expect(menu("Preset")).toHaveDisplayValue("Eco");
  expect(menu("Fan")).toHaveDisplayValue("Low");
  await fireEvent.change(menu("Fan"), { target: { value: "3" } });
  expect(context.sent).toEqual([{ slot: "setFanMode", value: "high" }]);
});

test("one that can only be looked at tells its target and offers nothing", () => {
  show({ tile: { ...tile, commands: {} } });
  expect(group()).toHaveTextContent("to 22 °C");
  expect(screen.queryByRole("spinbutton")).toBeNull();
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("where nothing answers it says what was sent, and begins at the lowest", async () => {
  const { context, change } = show({ tile: { ...tile, bindings: {} }, readings: [] });
  expect(sub()).toBe("Not known, begins at 7.0°");
  await more();
  rest();
  expect(context.sent).toEqual([{ slot: "set", value: 7 }]);
  change({ commands: [aReport("set", "sent", 7)] });
  expect(sub()).toBe("Sent: 7.0°");
});

test("of a device that is away what was last heard is told as that, and nothing is sent", async () => {
  const { context } = show({ online: false });
  expect(sub()).toBe("Was: 21.4 °C · Heating · Not connected");
  await more();
  rest();
  expect(context.sent).toEqual([]);
  expect(menu("Mode")).toBeDisabled();
});

test("before the first message nobody steps from a target that is not known", async () => {
  const { context } = show({ readings: [] });
  expect(sub()).toBe("No value yet");
  expect(target()).toHaveAttribute("aria-valuetext", "No value yet");
  await more();
  rest();
  expect(context.sent).toEqual([]);
});

test("a message that is no temperature is said, and the last temperature stays", () => {
  show({ readings: [aProblem("value", { kind: "notANumber", excerpt: "warm" }, 21.4), ...says().slice(1)] });
  expect(sub()).toBe("“warm” is not a number");
  expect(group()).toHaveTextContent("21.4°C");
});

test("an old temperature is told as old", () => {
  show({
    tile: { ...tile, options: { ...tile.options, staleAfterSeconds: 60 } },
    readings: says({}, { at: NOW - 840_000 }),
  });
  expect(sub()).toMatch(/^Was: 21\.4 °C · Heating · No update since /);
});

test("a form needs a topic, and what it sets is answered by what tells it", () => {
  expect(kind.check?.(kind.blank())).toHaveProperty("topic");
  const values = { ...kind.blank(), topic: "t", stateTopic: "t/target", stateCommandTopic: "t/set", step: "0.2" };
  expect(kind.check?.(values)).toEqual({});
  const { commands } = kind.toDraft(values, "farm");
  expect(commands["set"]).toMatchObject({
    topic: "t/set",
    answer: { slot: "state", timeoutMs: 15_000, tolerance: 0.1 },
  });
  expect(commands["setMode"]).toBeUndefined();
});

test("a new one waits for its topic, and is not broken", () => {
  const draft = kind.toDraft(kind.blank(), "farm");
  showTile(Tile, { tile: aTile("thermostat", { ...(draft as object), title: "Bedroom" }), readings: [] });
  expect(sub()).toBe("No value yet");
  const begun = kind.toDraft({ ...kind.blank(), stateCommandTopic: "t/set" }, "farm");
  expect(begun.bindings).toEqual({});
});
