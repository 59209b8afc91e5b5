import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import type { Rule } from "../../rules";
import { aBinding, aProblem, aReading, aTile, NOW, type Seen } from "../../testing";
import Tile from "./Tile.svelte";

const tile = aTile("indicator", { title: "Well pump", bindings: { value: aBinding() } });
const rules: Rule[] = [
  { when: "is", value: "dry", text: "Runs dry", icon: "water-pump-off", accent: "rose" },
  { when: "below", high: 10, text: "Battery low", accent: "amber" },
];
const ruled = { ...tile, options: { rules } };
const show = (readings: Seen["readings"], seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: readings ?? [], ...seen });
const group = () => screen.getByRole("group", { name: "Well pump" });
const lamp = () => document.querySelector<HTMLElement>(".lamp");

test("is lit while the device is on, and says so in words", () => {
  const { change } = show([aReading("value", true)]);
  expect(lamp()).toHaveClass("lit");
  expect(lamp()?.style.color).toBe("var(--green)");
  expect(group()).toHaveTextContent("On");
  change({ readings: [aReading("value", false)] });
  expect(lamp()).not.toHaveClass("lit");
  expect(group()).toHaveTextContent("Off");
});

test.each([
  ["dry", "Runs dry", "var(--rose)"],
  [7, "Battery low", "var(--amber)"],
  ["idle", "idle", ""],
])("%j is told as %s", (value, words, colour) => {
  show([aReading("value", value)], { tile: ruled });
  expect(group()).toHaveTextContent(words);
  expect(lamp()?.style.color).toBe(colour);
});

test("an old value is not lit: nobody knows whether it still holds", () => {
  show([aReading("value", true, { at: NOW - 600_000 })], {
    tile: { ...tile, options: { staleAfterSeconds: 60 } },
  });
  expect(lamp()).not.toHaveClass("lit");
  expect(group()).toHaveTextContent("No update since");
});

test("is dark before the first message, and while the broker is away", () => {
  const { change } = show([]);
  expect(lamp()).not.toHaveClass("lit");
  expect(group()).toHaveTextContent("No value yet");
  change({ readings: [aReading("value", true)], online: false });
  expect(lamp()).not.toHaveClass("lit");
  expect(group()).toHaveTextContent("Not connected");
});

test("keeps the last words beside a problem", () => {
  show([aProblem("value", { kind: "notJson", excerpt: "{oops" }, "dry")], { tile: ruled });
  expect(group()).toHaveTextContent("Runs dry");
  expect(group()).toHaveTextContent("“{oops” is not JSON");
});

test("opens its history", async () => {
  const { context } = show([aReading("value", true)]);
  await fireEvent.click(screen.getByRole("button", { name: /Well pump/ }));
  expect(context.looked).toBe(1);
});
