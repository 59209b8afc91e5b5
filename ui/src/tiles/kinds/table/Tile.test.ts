import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { JsonValue } from "../../../lib/bindings/api";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, type Seen } from "../../testing";
import Tile from "./Tile.svelte";

const tile = aTile("table", { title: "Sensors", bindings: { table: aBinding({ decode: { as: "json" } }) } });
const sensors = [
  { name: "Greenhouse", temperature: 24.6 },
  { name: "Barn", temperature: 9 },
];
const show = (value: JsonValue, seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: [aReading("table", value)], ...seen });
const group = () => screen.getByRole("group", { name: "Sensors" });
const column = (at: number) =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.querySelectorAll("td")[at]?.textContent);

test("rows and columns are those of the list", () => {
  show(sensors);
  expect(screen.getAllByRole("columnheader").map((it) => it.textContent?.trim())).toEqual(["name", "temperature"]);
  expect(column(0)).toEqual(["Greenhouse", "Barn"]);
  expect(column(1)).toEqual(["24.6", "9"]);
});

test("a tap on a column sorts by it, says so and is kept", async () => {
  const { context } = show(sensors);
  const sort = () => screen.getByRole("button", { name: "Sort by temperature" });
  await fireEvent.click(sort());
  expect(column(0)).toEqual(["Barn", "Greenhouse"]);
  expect(sort().closest("th")).toHaveAttribute("aria-sort", "ascending");
  expect(context.saved).toEqual({ sort: "temperature" });
  await fireEvent.click(sort());
  expect(column(0)).toEqual(["Greenhouse", "Barn"]);
  expect(sort().closest("th")).toHaveAttribute("aria-sort", "descending");
  await fireEvent.click(sort());
  expect(sort().closest("th")).not.toHaveAttribute("aria-sort");
  expect(context.saved).toEqual({ sort: "" });
});

test("the order stays while new lists come", () => {
  const { change } = show(sensors, { tile: { ...tile, options: { sort: "-temperature", columns: "name = Room" } } });
  // A column that is not shown sorts nothing.
  expect(column(0)).toEqual(["Greenhouse", "Barn"]);
  change({ tile: { ...tile, options: { sort: "-temperature" } } });
  expect(column(0)).toEqual(["Greenhouse", "Barn"]);
  change({ readings: [aReading("table", [...sensors, { name: "Kiln", temperature: 900 }])] });
  expect(column(0)).toEqual(["Kiln", "Greenhouse", "Barn"]);
});

test("it can be scrolled by key, and not while the board is arranged", () => {
  const { change } = show(sensors);
  expect(screen.getByRole("region", { name: "Sensors" })).toHaveAttribute("tabindex", "0");
  change({ editing: true });
  expect(document.querySelector("[role=region]")).toHaveAttribute("tabindex", "-1");
});

test("what is left out is counted", () => {
  show(Array.from({ length: 1_532 }, (_, at) => ({ at })));
  expect(screen.getAllByRole("row")).toHaveLength(201);
  expect(group()).toHaveTextContent("200 of 1532 rows");
});

test("an empty list says that it is", () => {
  show([]);
  expect(group()).toHaveTextContent("The list is empty");
  expect(group()).toHaveAttribute("data-sign", "live");
});

test("what is no list says so on its tile", () => {
  show(7);
  expect(group()).toHaveTextContent("neither a list nor an object");
  expect(group()).toHaveAttribute("data-sign", "problem");
});

test("a message that is too large, or no JSON, keeps the last table and says why", () => {
  const { change } = show(sensors, {
    readings: [aProblem("table", { kind: "tooLarge", bytes: 10_000_000, limit: 65_536 }, sensors)],
  });
  expect(column(0)).toEqual(["Greenhouse", "Barn"]);
  expect(group()).toHaveTextContent("at most 64 KiB are read");
  change({ readings: [aProblem("table", { kind: "notText", bytes: 12 })] });
  expect(screen.queryByRole("table")).toBeNull();
  expect(group()).toHaveTextContent("not text");
});

test("fields and values of strangers are text, each in its own direction", () => {
  show([{ "<b>x</b>": "<img src=x onerror=alert(1)>", "\u202eevil": "\u202etxt.exe" }]);
  expect(document.querySelector("img, td b, th b")).toBeNull();
  expect(column(0)).toEqual(["<img src=x onerror=alert(1)>"]);
  for (const cell of document.querySelectorAll("td")) expect(cell.firstElementChild?.tagName).toBe("BDI");
});
