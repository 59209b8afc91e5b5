import { expect, test } from "vitest";
import { columnsOf, MOST, orderOf, rowsOf, sorted, turned } from "./rows";

const texts = (json: unknown, columns = "", sort = "") => {
  const rows = rowsOf(JSON.stringify(json), columnsOf(columns));
  return (
    rows && [rows.columns.map((it) => it.title), ...sorted(rows, orderOf(sort)).map((row) => row.map((it) => it.text))]
  );
};

test("a list of objects has a column for each field, in the order they are named", () => {
  expect(texts([{ a: 1, b: "x" }, { b: true, c: null }, { a: -2.5 }])).toEqual([
    ["a", "b", "c"],
    ["1", "x", ""],
    ["", "Yes", ""],
    ["-2.5", "", ""],
  ]);
});

test("an object has its names and its values", () => {
  expect(texts({ state: "ON", energy: { today: 1.5 } })).toEqual([
    ["Name", "Value"],
    ["state", "ON"],
    ["energy", '{"today":1.5}'],
  ]);
});

test("lists of lists and plain values are tables too", () => {
  expect(texts([["a", 1], ["b"]])).toEqual([
    ["1", "2"],
    ["a", "1"],
    ["b", ""],
  ]);
  expect(texts(["one", 2])).toEqual([["Value"], ["one"], ["2"]]);
  expect(texts([{ a: 1 }, "loose"])).toEqual([
    ["a", "Value"],
    ["1", ""],
    ["", "loose"],
  ]);
});

test.each(["3", '"text"', "true", "null", "", "{oops", '{"cut off": "'])("%s is no table", (json) => {
  expect(rowsOf(json, [])).toBeUndefined();
});

test("chosen columns come in their order, with their titles and from inside of a row", () => {
  const rows = [{ name: "Barn", battery: { level: 9 }, "a.b": 1, a: { b: 2 } }];
  expect(texts(rows, "battery.level = Battery, name, a.b, nothing")).toEqual([
    ["Battery", "name", "a.b", "nothing"],
    ["9", "Barn", "1", ""],
  ]);
});

test.each([
  ["", []],
  [undefined, []],
  [7, []],
  [" , =x ,", []],
  ["a = b = c", [{ field: "a", title: "b = c" }]],
  ["a=", [{ field: "a", title: "a" }]],
])("the columns %j are %j", (saved, columns) => {
  expect(columnsOf(saved)).toEqual(columns);
});

test("numbers are sorted by size, words with their numbers, and what is empty is last either way", () => {
  const rows = [
    { n: 10, w: "bed 10" },
    { n: null, w: "bed 9" },
    { n: 9.5, w: "" },
    { n: -1, w: "Arch" },
  ];
  const column = (sort: string, at: number) =>
    texts(rows, "", sort)
      ?.slice(1)
      .map((row) => row[at]);
  expect(column("n", 0)).toEqual(["-1", "9.5", "10", ""]);
  expect(column("-n", 0)).toEqual(["10", "9.5", "-1", ""]);
  expect(column("w", 1)).toEqual(["Arch", "bed 9", "bed 10", ""]);
  expect(column("-w", 1)).toEqual(["bed 10", "bed 9", "Arch", ""]);
  expect(column("gone", 0)).toEqual(["10", "", "9.5", "-1"]);
});

test("a tap sorts upwards, downwards, and as it came", () => {
  expect(turned(undefined, "a")).toBe("a");
  expect(turned(orderOf("a"), "a")).toBe("-a");
  expect(turned(orderOf("-a"), "a")).toBe("");
  expect(turned(orderOf("-a"), "b")).toBe("b");
});

test("what is too much is left out, and counted", () => {
  const wide = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`c${at}`, at]));
  const rows = rowsOf(JSON.stringify(Array.from({ length: 1_000 }, () => wide)), []);
  expect(rows).toMatchObject({ rows: 1_000, left: 50 - MOST.columns });
  expect(rows?.cells).toHaveLength(MOST.rows);
  expect(rows?.cells[0]).toHaveLength(MOST.columns);
  const [[long] = []] = rowsOf(JSON.stringify([{ a: "😀".repeat(3_000) }]), [])?.cells ?? [];
  expect(long?.text.length).toBeLessThanOrEqual(MOST.letters);
  expect(long?.text).toMatch(/^(😀)+…$/u);
});

test("names that every object has are fields only where the message has them", () => {
  expect(texts(JSON.parse('[{"__proto__": 1, "constructor": 2}]'))).toEqual([
    ["__proto__", "constructor"],
    ["1", "2"],
  ]);
  expect(texts([{ a: 1 }], "toString, __proto__, a")?.[1]).toEqual(["", "", "1"]);
});

test("JSON that goes down a thousand levels is one short cell", () => {
  const deep = `[{"a": ${"[".repeat(1_000)}${"]".repeat(1_000)}}]`;
  expect(rowsOf(deep, [])?.cells[0]?.[0]?.text.length).toBeLessThanOrEqual(MOST.letters);
});
