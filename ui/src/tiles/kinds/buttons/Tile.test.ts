import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { nameOf, type Payload } from "../../payloads";
import { aBinding, aCommand, aReading, aReport, aTile, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

const buttons: Payload[] = [
  { payload: "OPEN", label: "Open", says: "open" },
  { payload: "STOP", label: "Stop" },
  { payload: "CLOSE", label: "Close", says: "closed" },
];
const tile = aTile("buttons", {
  title: "Roof",
  bindings: { state: aBinding() },
  commands: { press: aCommand({ answer: null }) },
  options: { buttons },
});
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: [aReading("state", "open")], ...seen });
const button = (name: string) => screen.getByRole("button", { name: `${name} Roof` });
const group = () => screen.getByRole("group", { name: "Roof" });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("each button sends its own payload, and a slip of the finger sends once", async () => {
  const { context } = show();
  await fireEvent.click(button("Close"));
  await fireEvent.click(button("Close"));
  await fireEvent.click(button("Stop"));
  expect(context.sent).toEqual([
    { slot: "press", value: "CLOSE" },
    { slot: "press", value: "STOP" },
  ]);
});

test("the button is lit that the device says, not the one that was pressed", async () => {
  const { change } = show();
  expect(button("Open")).toHaveAttribute("aria-pressed", "true");
  await fireEvent.click(button("Close"));
  change({ commands: [aReport("press", "sent", "CLOSE")] });
  expect(button("Open")).toHaveAttribute("aria-pressed", "true");
  expect(group()).toHaveTextContent("Sent: Close");
  change({ commands: [], readings: [aReading("state", false)] });
  expect(button("Close")).toHaveAttribute("aria-pressed", "true");
  expect(button("Open")).toHaveAttribute("aria-pressed", "false");
});

test("a state that is no button's is said in the device's own words", () => {
  show({ readings: [aReading("state", "opening")] });
  expect(group()).toHaveTextContent("opening");
  for (const it of buttons) expect(button(nameOf(it))).toHaveAttribute("aria-pressed", "false");
});

test("without a state topic no button is ever lit", () => {
  show({ tile: { ...tile, bindings: {} }, readings: [], commands: [aReport("press", "sent", "OPEN")] });
  expect(button("Open")).not.toHaveAttribute("aria-pressed");
  expect(group()).toHaveTextContent("Sent: Open");
});

test("while the broker is away nothing is lit and nothing is sent", async () => {
  const { context } = show({ online: false });
  expect(button("Open")).toHaveAttribute("aria-pressed", "false");
  await fireEvent.click(button("Stop"));
  expect(context.sent).toEqual([]);
  expect(group()).toHaveTextContent("Not connected");
});

test("says which one is on its way, and tries it again", async () => {
  const { context, change } = show({ commands: [aReport("press", "sending", "STOP")] });
  expect(button("Stop")).toHaveAttribute("aria-busy", "true");
  change({ commands: [aReport("press", { kind: "connectionLost" }, "STOP")] });
  await fireEvent.click(screen.getByRole("button", { name: "Retry Roof" }));
  expect(context.sent).toEqual([{ slot: "press", value: "STOP" }]);
});

test("two that send the same stand beside each other, and one is lit", () => {
  const twice = [
    { payload: "", label: "First" },
    { payload: "", label: "Second" },
  ];
  show({ tile: { ...tile, options: { buttons: twice } }, readings: [aReading("state", "")] });
  expect(button("First")).toHaveAttribute("aria-pressed", "true");
  expect(button("Second")).toHaveAttribute("aria-pressed", "false");
});

test("a held Enter sends once", async () => {
  show();
  expect(await fireEvent.keyDown(button("Stop"), { key: "Enter", repeat: true })).toBe(false);
});

test("a hostile name is a text", () => {
  const hostile = [{ payload: "x", label: "<img src=x onerror=alert(1)>" }];
  show({ tile: { ...tile, options: { buttons: hostile } } });
  expect(group()).toHaveTextContent("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img")).toBeNull();
});

test("nothing is asked to answer: stop is no state", () => {
  const { commands, options } = kind.toDraft({ ...kind.blank(), commandTopic: "roof/set" }, "farm");
  expect(commands["press"]).toMatchObject({ payload: { as: "template", text: "{{ value }}" }, answer: null });
  expect(options["buttons"]).toHaveLength(3);
});
