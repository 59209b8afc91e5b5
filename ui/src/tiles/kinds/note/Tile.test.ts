import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aTile, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

const show = (text?: string, seen: Partial<Seen> = {}) =>
  showTile(Tile, {
    tile: aTile("note", { title: "While we are away", options: text === undefined ? {} : { text } }),
    ...seen,
  });
const note = () => within(screen.getByRole("group", { name: "While we are away" })).getByRole("region");

test("shows what was written, as it was meant", () => {
  show("# Plants\nWater **daily**\n- Basil\n- `reset`");
  expect(within(note()).getByRole("heading", { name: "Plants" })).toBeInTheDocument();
  expect(within(note()).getByText("daily").tagName).toBe("STRONG");
  expect(
    within(note())
      .getAllByRole("listitem")
      .map((it) => it.textContent),
  ).toEqual(["Basil", "reset"]);
});

test("HTML and links are words like any other", () => {
  show("<img src=x onerror=alert(1)>\n[go](javascript:alert(1))");
  expect(note()).toHaveTextContent("<img src=x onerror=alert(1)>");
  expect(note().querySelector("img, a")).toBeNull();
});

test("says that nothing is written yet", () => {
  show();
  expect(note()).toHaveTextContent("Nothing written yet");
});

test("can be scrolled with keys, but not while the board is edited", () => {
  const { change } = show("text");
  expect(note()).toHaveAttribute("tabindex", "0");
  change({ editing: true });
  expect(document.querySelector(".note")).toHaveAttribute("tabindex", "-1");
});

test("is the same while the broker is away", () => {
  show("text", { online: false });
  expect(screen.queryByText("Not connected")).not.toBeInTheDocument();
});

test("its form takes so much and no more", () => {
  expect(kind.check?.({ text: "x".repeat(4_000) })).toEqual({});
  expect(Object.keys(kind.check?.({ text: "x".repeat(4_001) }) ?? {})).toEqual(["text"]);
  const foreign = aTile("note", { options: { text: { rich: true } } });
  expect(kind.toDraft(kind.fromTile(foreign), "farm").options).toEqual({ text: { rich: true } });
});
