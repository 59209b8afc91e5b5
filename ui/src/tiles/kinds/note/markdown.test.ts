import { expect, test } from "vitest";
import { blocksOf, runsOf } from "./markdown";

const plain = (text: string) => ({ look: "plain", text });

test.each([
  ["plain", [plain("plain")]],
  ["a **bold** word", [plain("a "), { look: "strong", text: "bold" }, plain(" word")]],
  ["*all*", [{ look: "em", text: "all" }]],
  ["press `**reset**`", [plain("press "), { look: "code", text: "**reset**" }]],
  ["2 * 3 * 4", [plain("2 * 3 * 4")]],
  ["snake_case stays", [plain("snake_case stays")]],
  ["an **open end", [plain("an **open end")]],
  ["", []],
])("%j is read", (line, expected) => {
  expect(runsOf(line)).toEqual(expected);
});

test("headings, lists and paragraphs stand under each other", () => {
  expect(blocksOf("# One\ntext\nmore\n\n- a\n- b\n1. c\n4) d\n## Two").map((it) => it.kind)).toEqual([
    "heading",
    "paragraph",
    "list",
    "list",
    "heading",
  ]);
});

test("a line of a paragraph stays a line, an empty one ends it", () => {
  expect(blocksOf("one\r\ntwo\n\n\nthree")).toEqual([
    { kind: "paragraph", lines: [[plain("one")], [plain("two")]] },
    { kind: "paragraph", lines: [[plain("three")]] },
  ]);
});

test("a numbered list begins where it says", () => {
  expect(blocksOf("3. c\n4. d")).toEqual([
    { kind: "list", ordered: true, start: 3, items: [[plain("c")], [plain("d")]] },
  ]);
});

test("what looks like more than it is stays text", () => {
  for (const line of ["#no space", "-5 °C", "####", "1.5 l", "<b>bold</b>", "[go](javascript:alert(1))"]) {
    expect(blocksOf(line)).toEqual([{ kind: "paragraph", lines: [[plain(line)]] }]);
  }
});

test("nothing written is nothing shown", () => {
  expect(blocksOf("")).toEqual([]);
  expect(blocksOf("  \n\t\n")).toEqual([]);
});
