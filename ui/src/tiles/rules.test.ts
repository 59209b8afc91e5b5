import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { JsonValue } from "../lib/bindings/api";
import { bandsOf, ruleOf, rulesOf, said, type Rule } from "./rules";
import { aReading } from "./testing";
import { OFF, ON } from "./words";

test("the words for on and off are the engine's", () => {
  const source = readFileSync("../crates/core/src/decode.rs", "utf8");
  const list = (name: string) =>
    [...(new RegExp(`const ${name}: [^=]*= \\[([^\\]]*)\\]`).exec(source)?.[1]?.matchAll(/"(\w+)"/g) ?? [])].map(
      ([, word]) => word,
    );
  expect(ON).toEqual(list("ON"));
  expect(OFF).toEqual(list("OFF"));
});

const moisture: Rule[] = [
  { when: "below", high: 20, text: "Dry", icon: "water-off", accent: "coral" },
  { when: "between", low: 20, high: 60, accent: "green" },
  { when: "above", low: 60, text: "Wet", accent: "sky" },
];

test.each<[JsonValue, object]>([
  [12, { text: "Dry", icon: "water-off", accent: "coral" }],
  [20, { accent: "green" }],
  [60, { accent: "green" }],
  [60.1, { text: "Wet", accent: "sky" }],
  ["12", {}],
])("%j says %j", (value, expected) => {
  expect(said(moisture, aReading("value", value))).toEqual(expected);
});

test("without a value no rule holds, not even the last one", () => {
  expect(said([{ when: "otherwise", text: "Else" }], undefined)).toEqual({});
  expect(said([{ when: "otherwise", text: "Else" }], aReading("value", undefined))).toEqual({});
});

test("a rule of a newer version holds for nothing and hides no other", () => {
  const rules = rulesOf({ rules: [{ when: "sounds like", text: "Rain" }, null, "x", { when: "on", text: "Open" }] });
  expect(said(rules, aReading("value", true))).toEqual({ text: "Open" });
});

test("what a rule cannot say is as good as not said", () => {
  expect(ruleOf({ when: "below", high: "20", accent: "plaid", text: 3 })).toEqual({ when: "below" });
});

test("a kind's own rules hold until a tile has some, and none are some", () => {
  expect(rulesOf({}, moisture)).toEqual(moisture);
  expect(rulesOf({ rules: [] }, moisture)).toEqual([]);
});

test("bands lie on the scale as the first rules say, and neighbours of one colour are one", () => {
  const scale = { minimum: 0, maximum: 100 };
  expect(bandsOf(moisture, scale)).toEqual([
    { from: 0, to: 0.2, accent: "coral" },
    { from: 0.2, to: 0.6, accent: "green" },
    { from: 0.6, to: 1, accent: "sky" },
  ]);
  const wide: Rule[] = [
    { when: "below", high: 50, accent: "rose" },
    { when: "between", low: 50, high: 70, accent: "rose" },
    { when: "below", high: 60, accent: "sky" },
  ];
  expect(bandsOf(wide, scale)).toEqual([{ from: 0, to: 0.7, accent: "rose" }]);
  expect(bandsOf([{ when: "otherwise", accent: "green" }], scale)).toEqual([]);
  expect(bandsOf(moisture, { minimum: 5, maximum: 5 })).toEqual([]);
});
