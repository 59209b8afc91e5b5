import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aReading, aReport, aTile, type Seen } from "../../testing";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const tile = aTile("humidifier", { ...sample.tile, title: "Air" });
const says = (over: Record<string, string | number | boolean> = {}) =>
  Object.entries({ ...sample.says, ...over }).map(([slot, value]) => aReading(slot, value));
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: says(), ...seen });
/** Kept together among words of another direction. */
const HUMID = "\u206843%\u2069";
const air = () => screen.getByRole("switch", { name: "Air" });
const slider = () => screen.getByRole("slider", { name: "Target Air" });
const group = () => screen.getByRole("group", { name: "Air" });

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

test("says what it does and how humid it is, not how humid it should be", () => {
  const { change } = show();
  expect(air()).toHaveAttribute("aria-checked", "true");
  expect(air()).toHaveAccessibleDescription(`${HUMID} · Humidifying`);
  expect(slider()).toHaveAttribute("aria-valuetext", "55%");
  change({ readings: says({ state: false, action: "off" }) });
  expect(air()).toHaveAccessibleDescription(`${HUMID} · Off`);
});

test("one that is off is told as off, whatever it said it did", () => {
  show({ readings: says({ state: false }) });
  expect(air()).toHaveAccessibleDescription(`${HUMID} · Off`);
});

test("a press wants the other state, and does not show it before the device does", async () => {
  const { context, change } = show();
  await fireEvent.click(air());
  expect(context.sent).toEqual([{ slot: "set", value: false }]);
  change({ commands: [aReport("set", "sending", false)] });
  expect(air()).toHaveAttribute("aria-checked", "true");
  expect(air()).toHaveAccessibleDescription("Turning off…");
  change({ commands: [aReport("set", "unconfirmed", false)] });
  expect(air()).toHaveAccessibleDescription("No answer, still on");
});

test("the target is set between its ends, and said while it is on its way", async () => {
  const { context, change } = show();
  await slide(0);
  await slide(1);
  expect(context.sent).toEqual([
    { slot: "setTarget", value: 30 },
    { slot: "setTarget", value: 80 },
  ]);
  change({ commands: [aReport("setTarget", "sending", 80)] });
  expect(group()).toHaveTextContent("Setting 80%…");
});

test("a mode is chosen, and the device's own stays until it says another", async () => {
  const { context } = show();
  const menu = screen.getByRole<HTMLSelectElement>("combobox", { name: "Mode Air" });
  expect(menu).toHaveDisplayValue("eco");
  await fireEvent.change(menu, { target: { value: "2" } });
  expect(context.sent).toEqual([{ slot: "setMode", value: "baby" }]);
  expect(menu).toHaveDisplayValue("eco");
});

test("before the first message it says that the state is unknown", () => {
  show({ readings: [] });
  expect(air()).toHaveAccessibleDescription("State unknown. No value yet");
  expect(slider()).not.toHaveAttribute("aria-valuenow");
});

test("while the broker is away nothing is sent, and what was last heard is told as that", async () => {
  const { context } = show({ online: false });
  expect(air()).toHaveAccessibleDescription("Was on · Not connected");
  await fireEvent.click(air());
  await slide(1);
  expect(context.sent).toEqual([]);
});

test("without a state topic there is a press for on and one for off", async () => {
  const { context } = show({ tile: { ...tile, bindings: {} }, readings: [] });
  expect(screen.queryByRole("switch")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Turn off Air" }));
  expect(context.sent).toEqual([{ slot: "set", value: false }]);
});
