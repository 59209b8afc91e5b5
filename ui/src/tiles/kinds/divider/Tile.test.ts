import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aTile, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

const show = (options = {}, seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile: aTile("divider", { title: "Divider", options }), ...seen });

test("parts what is above from what is below, and says no word", () => {
  show();
  expect(screen.getByRole("separator")).toHaveClass("solid");
  expect(document.body).toHaveTextContent(/^$/);
});

test("room without a line is nothing to hear of", () => {
  show({ line: "none" });
  expect(screen.queryByRole("separator")).toBeNull();
});

test("a line of a newer version is a plain one", () => {
  show({ line: "wavy" });
  expect(screen.getByRole("separator")).toHaveClass("solid");
});

test("needs no name of its own", () => {
  expect(kind.title).toBe("Divider");
  expect(kind.toDraft(kind.blank(), "farm")).toEqual({ bindings: {}, commands: {}, options: {} });
});
