import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aCommand, aReport, aTile, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

const tile = aTile("button", { title: "Open the gate", commands: { press: aCommand({ answer: null }) } });
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, ...seen });
const control = () => screen.getByRole("button", { name: "Open the gate" });

/** Longer than a slip of the finger, in milliseconds. */
const LATER = 400;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a press sends", async () => {
  const { context } = show();
  await fireEvent.click(control());
  expect(context.sent).toEqual([{ slot: "press", value: null }]);
});

test("says that it was sent, and why it was not", () => {
  const { change } = show({ commands: [aReport("press", "sending")] });
  expect(control()).toHaveAttribute("aria-busy", "true");
  change({ commands: [aReport("press", "sent")] });
  expect(control()).toHaveAccessibleDescription("Sent");
  change({
    commands: [aReport("press", { kind: "refused", refusal: { code: 135, reason: "notAuthorized", text: null } })],
  });
  expect(control()).toHaveAccessibleDescription(/Not authorised to send/);
});

test("a double tap sends once, a later press again", async () => {
  const { context } = show();
  await fireEvent.click(control());
  vi.advanceTimersByTime(200);
  await fireEvent.click(control());
  expect(context.sent).toHaveLength(1);
  vi.advanceTimersByTime(LATER);
  await fireEvent.click(control());
  expect(context.sent).toHaveLength(2);
});

test("a held Enter sends once", async () => {
  show();
  expect(await fireEvent.keyDown(control(), { key: "Enter", repeat: true })).toBe(false);
});

const careful = { ...tile, options: { confirm: true } };

test("asks before it sends", async () => {
  const { context } = show({ tile: careful });
  await fireEvent.click(control());
  expect(context.sent).toEqual([]);
  expect(control()).toHaveAccessibleDescription("Press again to send");
  vi.advanceTimersByTime(LATER);
  await fireEvent.click(control());
  expect(context.sent).toHaveLength(1);
});

test("a double tap does not answer the question it asks, however often the finger comes down", async () => {
  const { context } = show({ tile: careful });
  for (let tap = 0; tap < 4; tap++) {
    await fireEvent.click(control());
    vi.advanceTimersByTime(200);
  }
  expect(context.sent).toEqual([]);
});

test("forgets the question after a while, and with Escape", async () => {
  const { context } = show({ tile: careful });
  await fireEvent.click(control());
  await vi.advanceTimersByTimeAsync(5_000);
  await fireEvent.click(control());
  expect(context.sent).toEqual([]);
  await fireEvent.keyDown(window, { key: "Escape" });
  vi.advanceTimersByTime(LATER);
  await fireEvent.click(control());
  expect(context.sent).toEqual([]);
});

test("cannot be pressed while the broker is away", async () => {
  const { context } = show({ online: false });
  expect(control()).toHaveAccessibleDescription("Not connected");
  await fireEvent.click(control());
  expect(context.sent).toEqual([]);
});

test("what is typed is sent as it is", () => {
  const values = { ...kind.blank(), commandTopic: "gate/set", payload: " open " };
  expect(kind.toDraft(values, "farm").commands["press"]).toMatchObject({
    topic: "gate/set",
    payload: { as: "template", text: " open " },
    answer: null,
  });
});
