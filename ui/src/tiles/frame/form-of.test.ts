import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formOf } from "./form-of";

test.each([
  ["one column of a phone, two rows", 80, 108, "slim low"],
  ["one column, three rows", 130, 168, "slim middle"],
  ["two columns of a small phone, two rows", 138, 130, "small low"],
  ["two columns, three rows", 173, 168, "small middle"],
  ["two columns, four rows", 230, 228, "small tall"],
  ["a line over a phone", 288, 108, "broad low"],
  ["as wide, three rows", 358, 199, "broad middle"],
  ["as wide, five rows", 358, 288, "broad tall"],
] as const)("%s", (_, width, height, expected) => {
  expect(formOf(width, height)).toBe(expected);
});

test("no style in a tile measures it anew", () => {
  const sources = readdirSync("src/tiles", { recursive: true, encoding: "utf8" }).filter((it) =>
    it.endsWith(".svelte"),
  );
  const measuring = sources.filter((it) => readFileSync(`src/tiles/${it}`, "utf8").includes("@container"));
  expect(measuring).toEqual([]);
});
