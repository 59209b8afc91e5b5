import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aTile } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

test("is a heading of the page, so that a screen reader jumps from room to room", () => {
  showTile(Tile, { tile: aTile("heading", { title: "Living room" }) });
  expect(screen.getByRole("heading", { level: 2, name: "Living room" })).toBeInTheDocument();
});

test("a title from the network's side is a text", () => {
  showTile(Tile, { tile: aTile("heading", { title: "<img src=x onerror=alert(1)>" }) });
  expect(screen.getByRole("heading")).toHaveTextContent("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img")).toBeNull();
});

test("has an icon only if one was chosen", () => {
  const { remove } = showTile(Tile, { tile: aTile("heading", { title: "Living room" }) });
  expect(document.querySelector(".icon")).toBeNull();
  remove();
  showTile(Tile, { tile: aTile("heading", { title: "Living room", icon: "sofa" }) });
  expect(document.querySelector(".icon")).not.toBeNull();
});

test("is the same while the broker is away: it says nothing of a device", () => {
  showTile(Tile, { tile: aTile("heading", { title: "Living room" }), online: false });
  expect(screen.getByRole("heading")).toHaveTextContent("Living room");
  expect(screen.queryByText("Not connected")).not.toBeInTheDocument();
});

test("asks for nothing and reads nothing", () => {
  expect(kind.fields).toEqual([]);
  expect(kind.toDraft(kind.blank(), "farm")).toEqual({ bindings: {}, commands: {}, options: {} });
});

test("while the board is arranged, the grip has a place of its own", () => {
  const { change } = showTile(Tile, { tile: aTile("heading", { title: "Garden" }) });
  const row = screen.getByRole("heading").parentElement;
  expect(row).not.toHaveClass("editing");
  change({ editing: true });
  expect(row).toHaveClass("editing");
});
