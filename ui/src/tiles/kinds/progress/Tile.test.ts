import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, NOW, type Seen } from "../../testing";
import Tile from "./Tile.svelte";

const tile = aTile("progress", { title: "Rain tank", bindings: { value: aBinding({ unit: "%" }) } });
const show = (value?: number, seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: value === undefined ? [] : [aReading("value", value)], ...seen });
const bar = () => screen.getByRole("progressbar", { name: "Rain tank" });
const filled = () => bar().querySelector<HTMLElement>(".bar > i")?.style.width;

test("is as far as the number says, from 0 to 100 unless told otherwise", () => {
  show(62);
  expect(bar()).toHaveAttribute("aria-valuenow", "62");
  expect(bar()).toHaveAttribute("aria-valuemin", "0");
  expect(bar()).toHaveAttribute("aria-valuemax", "100");
  expect(bar()).toHaveAttribute("aria-valuetext", "62%");
  expect(filled()).toBe("62%");
});

test("has the scale that was asked for", () => {
  show(3, { tile: { ...tile, options: { minimum: 1, maximum: 5 } } });
  expect(filled()).toBe("50%");
  expect(screen.getByText("5")).toBeInTheDocument();
});

test.each([
  [140, "100%", "100", "140%, above the scale"],
  [-20, "0%", "0", "-20%, below the scale"],
])("%d is pinned to the end of the scale and says so", (value, share, now, words) => {
  show(value);
  expect(filled()).toBe(share);
  expect(bar()).toHaveAttribute("aria-valuenow", now);
  expect(bar()).toHaveAttribute("aria-valuetext", words);
});

test("a rule colours the bar and says its words, and how old a value is goes before them", () => {
  const rules = [{ when: "below", high: 15, text: "Nearly empty", accent: "rose" }];
  const tiled = { ...tile, options: { rules, staleAfterSeconds: 60 } };
  const { change } = show(12, { tile: tiled });
  expect(bar().querySelector<HTMLElement>(".bar > i")?.style.background).toBe("var(--rose)");
  expect(bar()).toHaveAttribute("aria-valuetext", "Nearly empty, 12%");
  expect(screen.getByText("Nearly empty")).toBeVisible();
  change({ readings: [aReading("value", 12, { at: NOW - 840_000 })] });
  expect(screen.getByText(/No update since/)).toBeVisible();
});

test("nothing is known before the first message", () => {
  show();
  expect(filled()).toBe("0%");
  expect(bar()).not.toHaveAttribute("aria-valuenow");
  expect(bar()).toHaveAttribute("aria-valuetext", "No value yet");
});

test("what is no number is not shown as one", () => {
  show(undefined, { readings: [aReading("value", "Cleaning filter")] });
  expect(screen.queryByText("Cleaning filter")).not.toBeInTheDocument();
  expect(bar()).not.toHaveAttribute("aria-valuenow");
});

test("the last good number stays beside a problem, dimmed", () => {
  show(undefined, { readings: [aProblem("value", { kind: "notANumber", excerpt: "n/a" }, 24)] });
  expect(bar()).toHaveClass("dim");
  expect(bar()).toHaveAttribute("aria-valuenow", "24");
  expect(screen.getByText(/n\/a/)).toBeInTheDocument();
});

test("an old number is dimmed and tells since when", () => {
  show(62, {
    tile: { ...tile, options: { staleAfterSeconds: 60 } },
    readings: [aReading("value", 62, { at: NOW - 840_000 })],
  });
  expect(bar()).toHaveClass("dim");
  expect(screen.getByText(/No update since/)).toBeInTheDocument();
});

test("without a topic it leads to the editor", async () => {
  const { context } = show(undefined, { tile: aTile("progress", { title: "Rain tank" }) });
  await fireEvent.click(screen.getByRole("button", { name: "Edit tile" }));
  expect(context.opened).toBe(1);
});

test("opens its history", async () => {
  const { context } = show(62);
  await fireEvent.click(screen.getByRole("button", { name: /History of Rain tank|Rain tank/ }));
  expect(context.looked).toBe(1);
});
