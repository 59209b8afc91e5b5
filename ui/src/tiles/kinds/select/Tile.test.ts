import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aCommand, aReading, aReport, aTile, type Seen } from "../../testing";
import kind from "./kind";
import { lookOf } from "./looks";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const choices = [
  { payload: "off", label: "Off" },
  { payload: "heat", label: "Heat" },
  { payload: "auto", label: "Auto" },
];
const tile = aTile("select", {
  title: "Heating",
  bindings: { state: aBinding() },
  commands: { set: aCommand() },
  options: { choices, look: "segments" },
});
const menu = { ...tile, options: { choices, look: "menu" } };
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: [aReading("state", "heat")], ...seen });
const group = () => screen.getAllByRole("group", { name: "Heating" })[0] as HTMLElement;
const button = (name: string) => within(group()).getByRole("button", { name });
const field = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Heating" });
const choose = (label: string) => {
  const option = [...field().options].find((it) => it.label === label || it.textContent === label);
  return fireEvent.change(field(), { target: { value: option?.value } });
};

test("the one that the device says is pressed", () => {
  const { change } = show();
  expect(button("Heat")).toHaveAttribute("aria-pressed", "true");
  expect(button("Off")).toHaveAttribute("aria-pressed", "false");
  change({ readings: [aReading("state", false)] });
  expect(button("Off")).toHaveAttribute("aria-pressed", "true");
});

test("a press asks for it, and the device's stays pressed until it says so", async () => {
  const { context, change } = show();
  await fireEvent.click(button("Auto"));
  expect(context.sent).toEqual([{ slot: "set", value: "auto" }]);
  change({ commands: [aReport("set", "sending", "auto")] });
  expect(button("Heat")).toHaveAttribute("aria-pressed", "true");
  expect(button("Auto")).toHaveAttribute("aria-busy", "true");
  expect(group()).toHaveTextContent("Setting Auto…");
  await fireEvent.click(button("Auto"));
  expect(context.sent).toHaveLength(1);
  change({ commands: [aReport("set", "unconfirmed", "auto")] });
  expect(group()).toHaveTextContent("No answer");
  expect(button("Heat")).toHaveAttribute("aria-pressed", "true");
});

test("a menu shows what the device says, also after something was chosen", async () => {
  const { context, change } = show({ tile: menu });
  expect(field()).toHaveDisplayValue("Heat");
  await choose("Auto");
  expect(context.sent).toEqual([{ slot: "set", value: "auto" }]);
  expect(field()).toHaveDisplayValue("Heat");
  change({ readings: [aReading("state", "auto")] });
  expect(field()).toHaveDisplayValue("Auto");
});

test("what is none of the choices is said as it is", () => {
  show({ readings: [aReading("state", "defrosting")] });
  expect(group()).toHaveTextContent("The device says “defrosting”");
  for (const { label } of choices) expect(button(label)).toHaveAttribute("aria-pressed", "false");
});

test("a menu without a known choice shows the device's own word, and nothing can be sent by it", async () => {
  const { context } = show({ tile: menu, readings: [aReading("state", "defrosting")] });
  expect(field()).toHaveDisplayValue("defrosting");
  await choose("defrosting");
  expect(context.sent).toEqual([]);
  expect(field()).toHaveDisplayValue("defrosting");
});

test("without a state topic nothing is pressed, and what was sent is said", () => {
  const { change } = show({ tile: { ...tile, bindings: {} }, readings: [] });
  expect(button("Heat")).not.toHaveAttribute("aria-pressed");
  expect(group()).toHaveTextContent("Last sent: not known");
  change({ commands: [aReport("set", "sent", "auto")] });
  expect(group()).toHaveTextContent("Sent: Auto");
});

test("does nothing while the broker is away", async () => {
  const { context } = show({ online: false });
  expect(button("Heat")).toHaveAttribute("aria-pressed", "false");
  await fireEvent.click(button("Auto"));
  expect(context.sent).toEqual([]);
  expect(group()).toHaveTextContent("Not connected");
});

const twice = [
  { payload: "", label: "None" },
  { payload: "", label: "Nothing" },
  { payload: "a", label: "A" },
];

test("two that send the same stand beside each other, and one is pressed", () => {
  const doubled = { ...tile, options: { choices: twice, look: "segments" } };
  show({ tile: doubled, readings: [aReading("state", "")] });
  expect(button("None")).toHaveAttribute("aria-pressed", "true");
  expect(button("Nothing")).toHaveAttribute("aria-pressed", "false");
});

test("a choice whose payload is empty is sent from a menu", async () => {
  const { context } = show({
    tile: { ...tile, options: { choices: twice, look: "menu" } },
    readings: [aReading("state", "a")],
  });
  expect(field()).toHaveDisplayValue("A");
  await choose("None");
  expect(context.sent).toEqual([{ slot: "set", value: "" }]);
  expect(field()).toHaveDisplayValue("A");
});

test("buttons where they have room, else a menu", () => {
  expect(lookOf(undefined, choices)).toBe("auto");
  expect(lookOf("wheel", [...choices, ...choices])).toBe("menu");
  expect(lookOf("auto", [{ payload: "a", label: "Bewässerungspumpenstatus" }, { payload: "b" }])).toBe("menu");
  expect(lookOf("segments", [...choices, ...choices])).toBe("segments");
});

test("needs at least one choice", () => {
  expect(kind.check?.({ ...kind.blank(), choices: "" })).toEqual({ choices: "Add at least one." });
  expect(kind.check?.(kind.blank())).toEqual({});
  expect(sample.wants).toBe("auto");
});

test("retry sends the wanted one again", async () => {
  const { context } = show({ commands: [aReport("set", "unconfirmed", "auto")] });
  await fireEvent.click(screen.getByRole("button", { name: "Retry Heating" }));
  expect(context.sent).toEqual([{ slot: "set", value: "auto" }]);
});

test("without a state topic it still knows what was sent before it was shown", () => {
  show({ tile: { ...tile, bindings: {} }, readings: [], last: { set: "auto" } });
  expect(group()).toHaveTextContent("Sent: Auto");
});
