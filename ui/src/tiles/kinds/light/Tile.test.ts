import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aReading, aReport, aTile, NOW, type Seen } from "../../testing";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const tile = aTile("light", { ...sample.tile, title: "Lamp" });
const says = (over: Record<string, unknown> = {}, at = {}) =>
  Object.entries({ ...sample.says, ...over }).map(([slot, value]) => aReading(slot, value as never, at));
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: says(), ...seen });
const lamp = () => screen.getByRole("switch", { name: "Lamp" });
const slider = (what: string) => screen.getByRole("slider", { name: `${what} Lamp` });
const group = () => screen.getByRole("group", { name: "Lamp" });

/** At this share of a slider, 0 to 1. */
async function slide(what: string, share: number) {
  await fireEvent.pointerDown(slider(what), { clientX: share * 200, button: 0, pointerId: 1 });
  await fireEvent.pointerUp(slider(what), { clientX: share * 200, button: 0, pointerId: 1 });
}

beforeEach(() => {
  vi.restoreAllMocks();
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 46));
});

test("says whether it is on, and how bright", () => {
  const { change } = show();
  expect(lamp()).toHaveAttribute("aria-checked", "true");
  expect(lamp()).toHaveAccessibleDescription("On · 70%");
  change({ readings: says({ state: false }) });
  expect(lamp()).toHaveAttribute("aria-checked", "false");
  expect(lamp()).toHaveAccessibleDescription("Off");
});

test("a lamp that says 0 is told as 0, and the darkest as some light", () => {
  const { change } = show({ readings: says({ state: false, brightness: 0 }) });
  expect(slider("Brightness")).toHaveTextContent("0%");
  expect(slider("Brightness")).not.toHaveTextContent("1%");
  change({ readings: says({ state: true, brightness: 0 }) });
  expect(lamp()).toHaveAccessibleDescription("On · 0%");
  change({ readings: says({ state: true, brightness: 1 }) });
  expect(lamp()).toHaveAccessibleDescription("On · 1%");
});

test("a press wants the other state, and does not show it before the lamp does", async () => {
  const { context, change } = show();
  await fireEvent.click(lamp());
  expect(context.sent).toEqual([{ slot: "set", value: false }]);
  change({ commands: [aReport("set", "sending", false)] });
  expect(lamp()).toHaveAttribute("aria-checked", "true");
  expect(lamp()).toHaveAccessibleDescription("Turning off…");
});

test("before the first message it says that the state is unknown", () => {
  show({ readings: [] });
  expect(lamp()).toHaveAccessibleDescription("State unknown. No value yet");
  expect(slider("Brightness")).not.toHaveAttribute("aria-valuenow");
});

test("brightness is shown in percent and sent in the lamp's own numbers", async () => {
  const { context } = show();
  expect(slider("Brightness")).toHaveAttribute("aria-valuetext", "70%");
  await slide("Brightness", 1);
  await slide("Brightness", 0);
  expect(context.sent).toEqual([
    { slot: "setBrightness", value: 254 },
    { slot: "setBrightness", value: 1 },
  ]);
});

test("white is told in kelvin, whichever it is sent in", async () => {
  const { context, change } = show({ readings: says({ temperature: 250 }) });
  expect(slider("White")).toHaveAttribute("aria-valuetext", "4000 K");
  await slide("White", 0);
  expect(context.sent).toEqual([{ slot: "setTemperature", value: 153 }]);
  const options = { temperatureMinimum: 2000, temperatureMaximum: 6500 };
  change({ tile: { ...tile, options }, readings: says({ temperature: 2700 }) });
  expect(slider("White")).toHaveAttribute("aria-valuetext", "2700 K");
});

test("a hue keeps the saturation, and a white lamp gets a full colour", async () => {
  const hs = { ...tile, options: { ...tile.options, colourFormat: "hs" } };
  const { context, change } = show({ tile: hs, readings: says({ colour: "32,60" }) });
  await slide("Hue", 120 / 359);
  change({ readings: says({ colour: "32,4" }) });
  await slide("Hue", 120 / 359);
  await slide("Saturation", 0.5);
  expect(context.sent.map(({ value }) => value)).toEqual(["120,60", "120,100", "32,50"]);
});

test("a colour is named, sent in the lamp's format and there once the lamp says about the same", () => {
  const hex = { ...tile, options: { colourFormat: "hex" } };
  const { change } = show({ tile: hex, readings: says({ colour: "#ff0000" }) });
  expect(slider("Hue")).toHaveAttribute("aria-valuetext", "Red");
  change({ commands: [aReport("setColour", "sent", "#00ff00")] });
  expect(group()).toHaveTextContent("Sent: Green");
  change({ readings: says({ colour: "#ff0000" }, { at: NOW }) });
  expect(group()).toHaveTextContent("Sent: Green");
  change({ readings: says({ colour: "#10fb08" }, { at: NOW + 1_000 }) });
  expect(group()).not.toHaveTextContent("Sent: Green");
});

test("an effect is chosen, and the lamp's own stays until it says another", async () => {
  const { context } = show();
  const menu = screen.getByRole<HTMLSelectElement>("combobox", { name: "Effect Lamp" });
  expect(menu).toHaveDisplayValue("candle");
  await fireEvent.change(menu, { target: { value: "2" } });
  expect(context.sent).toEqual([{ slot: "setEffect", value: "fireplace" }]);
  expect(menu).toHaveDisplayValue("candle");
});

test("what went wrong is said of the command that it is of, and tried again", async () => {
  const { context } = show({ commands: [aReport("setBrightness", "unconfirmed", 127)] });
  expect(group()).toHaveTextContent("No answer");
  await fireEvent.click(screen.getByRole("button", { name: "Retry Lamp" }));
  expect(context.sent).toEqual([{ slot: "setBrightness", value: 127 }]);
});

test("only what it can do is there", () => {
  const plain = { ...tile, commands: { set: tile.commands["set"] as never } };
  show({ tile: plain });
  expect(screen.queryByRole("slider")).toBeNull();
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("without a state topic it has two presses and never says that it is on", async () => {
  const { context, change } = show({ tile: { ...tile, bindings: {} }, readings: [] });
  expect(screen.queryByRole("switch")).toBeNull();
  expect(group()).toHaveTextContent("Last sent: not known");
  await fireEvent.click(screen.getByRole("button", { name: "Turn off Lamp" }));
  expect(context.sent).toEqual([{ slot: "set", value: false }]);
  change({ last: { set: false } });
  expect(group()).toHaveTextContent("Sent: Off");
});

test("does nothing while the broker is away", async () => {
  const { context } = show({ online: false });
  await fireEvent.click(lamp());
  await slide("Brightness", 0.5);
  await slide("Hue", 0.5);
  expect(context.sent).toEqual([]);
  expect(lamp()).toHaveAccessibleDescription("Was on · Not connected");
});
