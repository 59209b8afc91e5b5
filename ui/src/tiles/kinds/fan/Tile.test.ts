import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aReading, aReport, aTile, type Seen } from "../../testing";
import kind from "./kind";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const tile = aTile("fan", { ...sample.tile, title: "Fan" });
const says = (over: Record<string, string | number | boolean> = {}) =>
  Object.entries({ ...sample.says, ...over }).map(([slot, value]) => aReading(slot, value));
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: says(), ...seen });
const fan = () => screen.getByRole("switch", { name: "Fan" });
const slider = () => screen.getByRole("slider", { name: "Speed Fan" });
const menu = (what: string) => screen.getByRole<HTMLSelectElement>("combobox", { name: `${what} Fan` });
const group = () => screen.getByRole("group", { name: "Fan" });

/** At this share of the slider, 0 to 1. */
async function slide(share: number) {
  await fireEvent.pointerDown(slider(), { clientX: share * 200, button: 0, pointerId: 1 });
  await fireEvent.pointerUp(slider(), { clientX: share * 200, button: 0, pointerId: 1 });
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 46));
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("says whether it is on, and how fast", () => {
  const { change } = show();
  expect(fan()).toHaveAttribute("aria-checked", "true");
  expect(fan()).toHaveAccessibleDescription("On · 60%");
  change({ readings: says({ state: false }) });
  expect(fan()).toHaveAttribute("aria-checked", "false");
  expect(fan()).toHaveAccessibleDescription("Off");
});

test("a fan without a speed tells its preset", () => {
  const { state, preset } = tile.bindings;
  if (!state || !preset) throw new Error("the sample has both");
  show({ tile: { ...tile, bindings: { state, preset } } });
  expect(fan()).toHaveAccessibleDescription("On · breeze");
});

test("a press wants the other state, and does not show it before the fan does", async () => {
  const { context, change } = show();
  await fireEvent.click(fan());
  expect(context.sent).toEqual([{ slot: "set", value: false }]);
  change({ commands: [aReport("set", "sending", false)] });
  expect(fan()).toHaveAttribute("aria-checked", "true");
  expect(fan()).toHaveAccessibleDescription("Turning off…");
});

test("the slowest speed is still one: the slider never sends nothing", async () => {
  const { context } = show();
  await slide(0);
  await slide(1);
  expect(context.sent).toEqual([
    { slot: "setSpeed", value: 1 },
    { slot: "setSpeed", value: 100 },
  ]);
});

test("a fan with three speeds is told and set by their numbers", async () => {
  const { context } = show({ tile: { ...tile, options: { speedMaximum: 3 } }, readings: says({ speed: 2 }) });
  expect(slider()).toHaveAttribute("aria-valuetext", "2 of 3");
  expect(fan()).toHaveAccessibleDescription("On · 2 of 3");
  await slide(1);
  expect(context.sent).toEqual([{ slot: "setSpeed", value: 3 }]);
});

test("thirds of a hundred are told as whole percent", async () => {
  const { context, change } = show({
    tile: { ...tile, options: { speedStep: 100 / 3 } },
    readings: says({ speed: 33 }),
  });
  await slide(0.5);
  const [{ value } = { value: 0 }] = context.sent;
  expect(value).toBeCloseTo(66.67, 1);
  change({ commands: [aReport("setSpeed", "sending", value)] });
  expect(group()).toHaveTextContent("Setting 67%…");
});

test("a speed that is not answered is told, and the fan's own stays", async () => {
  const { context } = show({ commands: [aReport("setSpeed", "unconfirmed", 80)] });
  expect(group()).toHaveTextContent("No answer");
  expect(slider()).toHaveAttribute("aria-valuenow", "60");
  await fireEvent.click(screen.getByRole("button", { name: "Retry Fan" }));
  expect(context.sent).toEqual([{ slot: "setSpeed", value: 80 }]);
});

test("preset, oscillation and direction are chosen, and sent in the fan's own words", async () => {
  const { context } = show();
  expect(menu("Preset")).toHaveDisplayValue("breeze");
  expect(menu("Oscillation")).toHaveDisplayValue("On");
  expect(menu("Direction")).toHaveDisplayValue("Forward");
  await fireEvent.change(menu("Preset"), { target: { value: "2" } });
  await fireEvent.change(menu("Oscillation"), { target: { value: "0" } });
  await fireEvent.change(menu("Direction"), { target: { value: "1" } });
  expect(context.sent).toEqual([
    { slot: "setPreset", value: "night" },
    { slot: "setOscillation", value: "oscillate_off" },
    { slot: "setDirection", value: "reverse" },
  ]);
});

test("one that swings by words of its own is told and set by them", async () => {
  const options = { oscillationOn: "true", oscillationOff: "false" };
  const { context } = show({ tile: { ...tile, options }, readings: says({ oscillation: "true" }) });
  expect(menu("Oscillation")).toHaveDisplayValue("On");
  await fireEvent.change(menu("Oscillation"), { target: { value: "0" } });
  expect(context.sent).toEqual([{ slot: "setOscillation", value: "false" }]);
});

test("before the first message it says that the state is unknown", () => {
  show({ readings: [] });
  expect(fan()).toHaveAccessibleDescription("State unknown. No value yet");
  expect(slider()).not.toHaveAttribute("aria-valuenow");
});

test("while the broker is away nothing is sent, and what was last heard is told as that", async () => {
  const { context } = show({ online: false });
  expect(fan()).toHaveAccessibleDescription("Was on · Not connected");
  await fireEvent.click(fan());
  await slide(1);
  expect(context.sent).toEqual([]);
});

test("without a state topic there is a press for on and one for off", async () => {
  const { context } = show({ tile: { ...tile, bindings: {} }, readings: [] });
  expect(screen.queryByRole("switch")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Turn on Fan" }));
  expect(context.sent).toEqual([{ slot: "set", value: true }]);
});

test("an answer may be half a step off", () => {
  const values = {
    ...kind.blank(),
    commandTopic: "f/set",
    speedTopic: "f/s",
    speedCommandTopic: "f/s/set",
    speedStep: "20",
  };
  const { commands } = kind.toDraft(values, "farm");
  expect(commands["setSpeed"]?.answer).toEqual({ slot: "speed", timeoutMs: 5_000, tolerance: 10 });
});
