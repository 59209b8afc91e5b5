import { expect, test } from "vitest";
import { stored } from "../../host/fake/stored";
import { ownBroker } from "../../host/fake/samples";
import type { Tile } from "../../lib/bindings/api";
import { aBinding, aTile } from "../../tiles/testing";
import { sizeWords } from "../../lib/size-words";
import { filtered, named, periodWords } from "./words";

const tiles: Record<string, Tile> = {
  air: aTile("value", { title: "Air temperature" }),
  climate: aTile("chart", {
    title: "Climate",
    bindings: { series1: aBinding(), series2: aBinding() },
    options: { label2: "Air" },
  }),
};
const known = {
  dashboards: { tile: (id: string) => tiles[id] },
  connections: { get: (id: string) => (id === "farm" ? ownBroker("farm", "Farm") : undefined) },
};
const of = (...bindings: string[]) =>
  named(stored(1, { topic: "farm/air", samples: 1, broker: "farm", bindings }), known);

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_500, "1.5 kB"],
  [999_600, "1.0 MB"],
  [368_212_345, "368 MB"],
  [1_240_000_000, "1.2 GB"],
])("%i bytes are %s", (bytes, expected) => expect(sizeWords(bytes)).toBe(expected));

test("a series is called by the tiles that read it, and by its topic where none does", () => {
  expect(of("air/value", "climate/series2").name).toBe("Air temperature, Climate (Air)");
  expect(of("gone/value")).toMatchObject({ name: "farm/air", tiles: [], broker: "Farm" });
});

test("a tile that reads a series twice is named once", () => {
  expect(of("air/value", "air/state").tiles).toEqual(["Air temperature"]);
});

test("a series is found by words of its title, its topic and its broker together", () => {
  const all = [of("air/value"), named(stored(2, { topic: "barn/rain", samples: 1 }), known)];
  const found = (asked: string) => filtered(all, asked).map((it) => it.stored.series);
  expect(found("  ")).toEqual([1, 2]);
  expect(found("TEMPER farm")).toEqual([1]);
  expect(found("rain")).toEqual([2]);
  expect(found("rain farm")).toEqual([]);
});

test("a series without samples has no period", () => {
  expect(periodWords({ oldest: null, newest: null }, 0)).toBe("–");
});

test("a period ends with how old the newest sample is, or with its day", () => {
  const now = new Date(2026, 10, 22, 14, 6).getTime();
  const oldest = new Date(2026, 2, 3).getTime();
  expect(periodWords({ oldest, newest: now - 120_000 }, now)).toMatch(/March.* – 2 min ago$/);
  expect(periodWords({ oldest, newest: new Date(2026, 8, 25).getTime() }, now)).toMatch(/ – .*September/);
});
