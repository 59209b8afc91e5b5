import { expect, test } from "vitest";
import { rowsOf, seriesIn } from "./csv";

test.each<[string, string, string[][]]>([
  [
    "plain cells",
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "lines of Windows",
    "a,b\r\n1,2\r\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ["quoted cells with all that would end them", '"a,1","say ""hi""\nthere"\n', [["a,1", 'say "hi"\nthere']]],
  [
    "semicolons",
    "a;b\n1,5;2\n",
    [
      ["a", "b"],
      ["1,5", "2"],
    ],
  ],
  [
    "tabs",
    "a\tb\n1\t2",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "empty lines",
    "a,b\n\n1,\n",
    [
      ["a", "b"],
      ["1", ""],
    ],
  ],
  ["nothing", "", []],
])("a table of %s is read", (_, text, rows) => expect(rowsOf(text)).toEqual(rows));

const table = 'time,series,value\n1,Air,20\n2,"Soil, deep",3\n3,Air,21\n';

test("names each series once, in the order they come", () => {
  expect(seriesIn(table, true)).toEqual(["Air", "Soil, deep"]);
});

test("the last row of a cut text may be cut too, and names nothing", () => {
  expect(seriesIn(`${table}4,Ai`, false)).toEqual(["Air", "Soil, deep"]);
});

test("a table without the column has no series", () => {
  expect(seriesIn("time,value\n1,2\n", true)).toEqual([]);
  expect(seriesIn("", true)).toEqual([]);
});
