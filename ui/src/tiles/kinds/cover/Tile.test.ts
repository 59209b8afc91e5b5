import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aReading, aReport, aTile, NOW, type Seen } from "../../testing";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const tile = aTile("cover", { ...sample.tile, title: "Shutter" });
const says = (state: string | boolean, position = 60, over = {}) => [
  aReading("state", state, over),
  aReading("position", position, over),
];
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: says("open"), ...seen });
const group = () => screen.getAllByRole("group", { name: "Shutter" })[0] as HTMLElement;
const button = (name: string) => screen.getByRole("button", { name: `${name} Shutter` });
const slider = () => screen.getByRole("slider", { name: "Position Shutter" });

/** At this share of the slider, 0 to 1. */
async function slideTo(share: number) {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 46));
  await fireEvent.pointerDown(slider(), { clientX: share * 200, button: 0, pointerId: 1 });
  await fireEvent.pointerUp(slider(), { clientX: share * 200, button: 0, pointerId: 1 });
}

beforeEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ["open", 60, "Open · 60%"],
  ["OPEN", 100, "Open"],
  ["closed", 0, "Closed"],
  ["CLOSE", 0, "Closed"],
  [false, 0, "Closed"],
  ["opening", 30, "Opening · 30%"],
  ["Closing", 100, "Closing · 100%"],
  ["stopped", 40, "Stopped · 40%"],
  ["jammed", 40, "jammed · 40%"],
])("a device that says %s at %d is told as %s", (state, position, expected) => {
  show({ readings: says(state, position) });
  expect(group()).toHaveTextContent(expected);
});

test("without a state the position says whether it is open", () => {
  const valve = { ...tile, bindings: { position: aBinding() } };
  const { change } = show({ tile: valve, readings: [aReading("position", 35)] });
  expect(group()).toHaveTextContent("Open · 35%");
  change({ readings: [aReading("position", 0)] });
  expect(group()).toHaveTextContent("Closed");
});

test("a press asks for it, and the device's own word stays until it says another", async () => {
  const { context, change } = show({ readings: says("closed", 0) });
  await fireEvent.click(button("Open"));
  expect(context.sent).toEqual([{ slot: "open", value: "open" }]);
  change({ commands: [aReport("open", "sending", "open")] });
  expect(group()).toHaveTextContent("Opening…");
  expect(button("Open")).toHaveAttribute("aria-busy", "true");
  change({ readings: says("open", 100, { at: NOW }) });
  expect(group()).toHaveTextContent("Open");
  expect(button("Open")).not.toHaveAttribute("aria-busy");
});

test("a device that says that it is going gave an answer, however long its way is", () => {
  const { change } = show({ readings: says("closed", 0), commands: [aReport("open", "sending", "open")] });
  change({ readings: says("opening", 10, { at: NOW }) });
  change({ commands: [aReport("open", "unconfirmed", "open")], now: NOW + 90_000 });
  expect(group()).toHaveTextContent("Opening…");
  expect(screen.queryByText("No answer")).toBeNull();
  change({ readings: says("OPEN", 100, { at: NOW + 95_000 }) });
  expect(group()).toHaveTextContent("Open");
  expect(screen.queryByRole("button", { name: "Retry Shutter" })).toBeNull();
});

test("one that is on its way when its tile is first seen gave an answer", () => {
  show({ readings: says("opening", 10), commands: [aReport("open", "unconfirmed", "open")] });
  expect(group()).toHaveTextContent("Opening…");
  expect(screen.queryByText("No answer")).toBeNull();
});

test("a way that it was on before the press is no answer", () => {
  const { change } = show({ readings: says("opening", 10) });
  change({ commands: [aReport("open", "sending", "open")] });
  change({ commands: [aReport("open", "unconfirmed", "open")] });
  expect(screen.getByText("No answer")).toBeVisible();
});

test("one that goes the other way gave none", () => {
  const { change } = show({ readings: says("closed", 0), commands: [aReport("open", "sending", "open")] });
  change({ readings: says("closing", 0, { at: NOW }), commands: [aReport("open", "unconfirmed", "open")] });
  expect(screen.getByText("No answer")).toBeVisible();
});

test("what the broker had kept answers nothing", () => {
  const { change } = show({ readings: says("closed", 0), commands: [aReport("open", "sending", "open")] });
  change({ readings: says("open", 100, { at: NOW, retained: true }) });
  change({ commands: [aReport("open", "unconfirmed", "open")] });
  expect(screen.getByText("No answer")).toBeVisible();
});

test("retry asks for the same again", async () => {
  const { context } = show({ readings: says("closed", 0), commands: [aReport("open", "unconfirmed", "open")] });
  await fireEvent.click(screen.getByRole("button", { name: "Retry Shutter" }));
  expect(context.sent).toEqual([{ slot: "open", value: "open" }]);
});

test("the position is sent once the finger is lifted, and said while it is on its way", async () => {
  const { context, change } = show();
  await slideTo(0.25);
  expect(context.sent).toEqual([{ slot: "setPosition", value: 25 }]);
  change({ commands: [aReport("setPosition", "sending", 25)] });
  expect(group()).toHaveTextContent("Setting 25%…");
  change({ readings: says("closing", 50, { at: NOW }) });
  expect(group()).toHaveTextContent("On its way to 25%");
});

test("a device that counts from the other end is shown and sent from this one", async () => {
  const { context } = show({ tile: { ...tile, options: { inverted: true } }, readings: says("open", 30) });
  expect(group()).toHaveTextContent("Open · 70%");
  expect(slider()).toHaveAttribute("aria-valuenow", "70");
  await slideTo(1);
  expect(context.sent).toEqual([{ slot: "setPosition", value: 0 }]);
});

test("where the position answers, its end is what is wanted", async () => {
  const answering = aCommand({ answer: { slot: "position", timeoutMs: 60_000, tolerance: 1 } });
  const commands = { ...tile.commands, open: answering };
  const { context, change } = show({ tile: { ...tile, commands }, readings: says("open", 10) });
  await fireEvent.click(button("Open"));
  change({ tile: { ...tile, commands, options: { inverted: true } } });
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 1_000);
  await fireEvent.click(button("Open"));
  expect(context.sent).toEqual([
    { slot: "open", value: 100 },
    { slot: "open", value: 0 },
  ]);
});

test("words of its own are known and wanted", async () => {
  const own = { ...tile, options: { saysOpen: "AUF", saysClosed: "ZU" } };
  const { context, change } = show({ tile: own, readings: says("zu", 0) });
  await fireEvent.click(button("Open"));
  expect(context.sent).toEqual([{ slot: "open", value: "AUF" }]);
  change({ commands: [aReport("open", "sending", "AUF")] });
  change({ readings: says("auf", 100, { at: NOW }) });
  expect(button("Open")).not.toHaveAttribute("aria-busy");
  expect(group()).toHaveTextContent("auf");
});

test("a gate asks before it moves, and stops without a question", async () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const { context } = show({ tile: { ...tile, options: { confirm: true } } });
  await fireEvent.click(button("Stop"));
  expect(context.sent).toEqual([{ slot: "stop", value: null }]);
  await fireEvent.click(button("Close"));
  expect(context.sent).toHaveLength(1);
  // The second tap of a double tap is no answer.
  await fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(context.sent).toHaveLength(1);
  now.mockReturnValue(2_000);
  await fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(context.sent[1]).toEqual({ slot: "close", value: "closed" });
  await slideTo(0.5);
  expect(context.sent).toHaveLength(2);
  now.mockReturnValue(3_000);
  await fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(context.sent).toHaveLength(2);
  expect(slider()).toBeVisible();
});

test("without a topic that tells anything it says what was sent", () => {
  const blind = { ...tile, bindings: {}, commands: { open: tile.commands["open"] ?? aCommand() } };
  const { change } = show({ tile: blind, readings: [] });
  expect(group()).toHaveTextContent("Last sent: not known");
  change({ commands: [aReport("open", "sent", "open")] });
  expect(group()).toHaveTextContent("Sent: open");
});

test("tells what was last heard of a device that is away, as what it is", () => {
  show({ online: false });
  expect(screen.getByText("Was: Open · 60% · Not connected")).toBeVisible();
});

test("digits that the device tells are told beside its word too", () => {
  show({ readings: [aReading("state", "open"), aReading("position", 0.4, { decimals: 1 })] });
  expect(screen.getByText("Open · 0.4%")).toBeVisible();
});

test("does nothing while the broker is away", async () => {
  const { context } = show({ online: false });
  for (const name of ["Open", "Stop", "Close"]) await fireEvent.click(button(name));
  await slideTo(0.5);
  expect(context.sent).toEqual([]);
  expect(group()).toHaveTextContent("Not connected");
});
