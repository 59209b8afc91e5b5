import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, NOW, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

const tile = aTile("event", { title: "Doorbell", bindings: { value: aBinding() } });
const show = (readings: Seen["readings"], seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: readings ?? [], ...seen });
const group = () => screen.getByRole("group", { name: "Doorbell" });

test("tells what happened and when, and the same again as anew", () => {
  const { change } = show([aReading("value", "pressed", { at: NOW - 300_000 })]);
  expect(group()).toHaveTextContent("pressed");
  expect(group()).toHaveTextContent("5 min ago");
  change({ readings: [aReading("value", "pressed", { at: NOW - 1_000 })] });
  expect(group()).toHaveTextContent("now");
});

test("what the broker had kept is no event: it was before, and nobody knows when", () => {
  const { change } = show([aReading("value", "pressed", { retained: true })]);
  expect(group()).toHaveTextContent("Before, time unknown");
  expect(group()).not.toHaveTextContent("ago");
  expect(document.querySelector(".value")).toHaveClass("dim");
  change({ readings: [aReading("value", "pressed")] });
  expect(group()).not.toHaveTextContent("Before");
  expect(document.querySelector(".value")).not.toHaveClass("dim");
});

test("before anything happened it says that", () => {
  show([]);
  expect(group()).toHaveTextContent("Nothing has happened yet");
});

test("what its source does not know is not what never happened", () => {
  show([aReading("value", undefined, { value: null, at: NOW - 300_000 })]);
  expect(group()).not.toHaveTextContent("Nothing has happened yet");
  expect(group()).toHaveTextContent("Unknown");
});

test("says a rule's words", () => {
  const rules = [{ when: "is", value: "pressed", text: "Somebody rang" }];
  show([aReading("value", "pressed")], { tile: { ...tile, options: { rules } } });
  expect(group()).toHaveTextContent("Somebody rang");
  expect(group()).not.toHaveTextContent("pressed");
});

test("that nothing happens for a long time is nothing wrong", () => {
  expect(kind.fields.map(({ name }) => name)).not.toContain("staleAfterSeconds");
  show([aReading("value", "pressed", { at: NOW - 40 * 86_400_000 })]);
  expect(group()).toHaveAttribute("data-sign", "live");
});

test("keeps what happened beside a problem, and while the broker is away", () => {
  const { change } = show([aProblem("value", { kind: "notJson", excerpt: "{oops" }, "pressed")]);
  expect(group()).toHaveTextContent("pressed");
  expect(group()).toHaveTextContent("“{oops” is not JSON");
  change({ readings: [aReading("value", "pressed")], online: false });
  expect(group()).toHaveTextContent("Not connected");
});

test("a hostile text is a text, and its history is a press away", async () => {
  const { context } = show([aReading("value", "<img src=x onerror=alert(1)>")]);
  expect(document.querySelector("img")).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: /Doorbell/ }));
  expect(context.looked).toBe(1);
});
