import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aReading, aReport, aTile, NOW, type Seen } from "../../testing";
import kind from "./kind";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const tile = aTile("lock", { ...sample.tile, title: "Door" });
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: [aReading("state", "LOCKED")], ...seen });
const group = () => screen.getAllByRole("group", { name: "Door" })[0] as HTMLElement;
const button = (name: string) => screen.getByRole("button", { name: `${name} Door` });
const sub = () => group().querySelector(".sub")?.textContent;
let clock = 0;
/** A press that is another one than the press before. */
async function answer(name: string) {
  clock += 1_000;
  await fireEvent.click(screen.getByRole("button", { name }));
}

beforeEach(() => {
  vi.spyOn(performance, "now").mockImplementation(() => clock);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ["LOCKED", "Locked"],
  ["locked", "Locked"],
  ["LOCK", "Locked"],
  ["UNLOCKED", "Unlocked"],
  ["Unlocking", "Unlocking"],
  ["LOCKING", "Locking"],
  ["JAMMED", "Jammed"],
  ["not_fully_locked", "not_fully_locked"],
])("a lock that says %s is told as %s", (word, expected) => {
  show({ readings: [aReading("state", word)] });
  expect(sub()).toBe(expected);
});

test("what it says stands on its button, and before it says anything on none", () => {
  const { change } = show();
  expect(button("Lock")).toHaveAttribute("aria-pressed", "true");
  expect(button("Unlock")).toHaveAttribute("aria-pressed", "false");
  change({ readings: [] });
  expect(sub()).toBe("No value yet");
  expect(button("Lock")).toHaveAttribute("aria-pressed", "false");
});

test("unlocking asks first, and nothing is sent until it was answered", async () => {
  const { context } = show();
  await fireEvent.click(button("Unlock"));
  expect(context.sent).toEqual([]);
  expect(screen.getByRole("group", { name: "Door: Unlock?" })).toBeVisible();
  await answer("Cancel");
  expect(context.sent).toEqual([]);
  await answer("Unlock Door");
  await answer("Unlock");
  expect(context.sent).toEqual([{ slot: "unlock", value: "UNLOCKED" }]);
});

test("locking never asks", async () => {
  const { context } = show({ readings: [aReading("state", "UNLOCKED")] });
  await fireEvent.click(button("Lock"));
  expect(context.sent).toEqual([{ slot: "lock", value: "LOCKED" }]);
});

test("who does not want to be asked is not", async () => {
  const { context } = show({ tile: { ...tile, options: { confirm: false } } });
  await fireEvent.click(button("Open"));
  expect(context.sent).toEqual([{ slot: "open", value: null }]);
});

test.each<[string, string, string, Record<string, string>?]>([
  ["locked", "UNLOCK", "LOCK"],
  ["locked", "unlocked", "locked"],
  ["zu", "unlocked", "zu", { saysLocked: "zu" }],
])("it waits for %s in the words that the lock speaks: after %s for %s", async (_, says, wanted, options = {}) => {
  const { context } = show({ tile: { ...tile, options }, readings: [aReading("state", says)] });
  await fireEvent.click(button("Lock"));
  expect(context.sent).toEqual([{ slot: "lock", value: wanted }]);
});

test("its own word stays until it says another, and on the way it says that it is going", () => {
  const { change } = show({ commands: [aReport("unlock", "sending", "UNLOCKED")] });
  expect(sub()).toBe("Unlocking…");
  expect(button("Lock")).toHaveAttribute("aria-pressed", "true");
  expect(button("Unlock")).toHaveAttribute("aria-busy", "true");
  change({ readings: [aReading("state", "UNLOCKING", { at: NOW })] });
  change({ commands: [aReport("unlock", "unconfirmed", "UNLOCKED")], now: NOW + 90_000 });
  expect(sub()).toBe("Unlocking…");
  change({ readings: [aReading("state", "Unlocked", { at: NOW + 95_000 })] });
  expect(sub()).toBe("Unlocked");
  expect(screen.queryByRole("button", { name: "Retry Door" })).toBeNull();
});

test("one that jams has answered: it is told as jammed, and not as silent or done", () => {
  const { change } = show({ commands: [aReport("unlock", "sending", "UNLOCKED")] });
  change({ readings: [aReading("state", "JAMMED", { at: NOW })] });
  expect(sub()).toBe("Jammed");
  change({ commands: [aReport("unlock", "unconfirmed", "UNLOCKED")] });
  expect(sub()).toBe("Jammed");
});

test("one that says nothing gave no answer, and retry asks for the same again", async () => {
  const { context } = show({ commands: [aReport("lock", "unconfirmed", "LOCKED")] });
  expect(sub()).toBe("No answer");
  await fireEvent.click(screen.getByRole("button", { name: "Retry Door" }));
  expect(context.sent).toEqual([{ slot: "lock", value: "LOCKED" }]);
});

test("what the broker had kept answers nothing", () => {
  const { change } = show({ commands: [aReport("unlock", "sending", "UNLOCKED")] });
  change({ readings: [aReading("state", "UNLOCKED", { at: NOW, retained: true })] });
  change({ commands: [aReport("unlock", "unconfirmed", "UNLOCKED")] });
  expect(sub()).toBe("No answer");
});

test("of a lock that is away what was last heard is told as that, and nothing is asked or sent", async () => {
  const { context } = show({ online: false });
  expect(sub()).toBe("Was: Locked · Not connected");
  expect(button("Lock")).toHaveAttribute("aria-pressed", "false");
  await fireEvent.click(button("Unlock"));
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  expect(context.sent).toEqual([]);
});

test("a broker that goes away while it asks is sent nothing", async () => {
  const { context, change } = show();
  await fireEvent.click(button("Unlock"));
  change({ online: false });
  await answer("Unlock");
  expect(context.sent).toEqual([]);
});

test("without a state topic no button is pressed, and what was sent is said", () => {
  const { change } = show({ tile: { ...tile, bindings: {} }, readings: [] });
  expect(button("Lock")).not.toHaveAttribute("aria-pressed");
  expect(sub()).toBe("Last sent: not known");
  change({ commands: [aReport("lock", "sent", "LOCKED")] });
  expect(sub()).toBe("Sent: lock");
});

test("a form without a payload for open has none, and what it sends is answered by the state", () => {
  expect(kind.check?.(kind.blank())).toHaveProperty("commandTopic");
  const { commands, options } = kind.toDraft({ ...kind.blank(), topic: "d", commandTopic: "d/set" }, "farm");
  expect(Object.keys(commands)).toEqual(["lock", "unlock"]);
  expect(commands["unlock"]).toMatchObject({
    payload: { as: "template", text: "UNLOCK" },
    answer: { slot: "state", timeoutMs: 15_000 },
  });
  expect(options).toEqual({});
});
