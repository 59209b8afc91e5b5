import { expect, test } from "vitest";
import { barsOf, barTime, barWords } from "./bars";

const at = (month: number, day: number, hour = 0) => new Date(2026, month - 1, day, hour).getTime();
const plain = (text: string) => text.replaceAll(/\s/g, " ");

test.each([
  ["hour", at(11, 28, 15), at(11, 28, 16), /^Nov 28, 3:00.4:00 PM$|^Nov 28, 3:00 . 4:00 PM$/],
  ["day", at(11, 28), at(11, 29), /^Sat, Nov 28$/],
  ["week", at(11, 23), at(11, 30), /^Nov 23 . 29$/],
  ["month", at(11, 1), at(12, 1), /^November 2026$/],
] as const)("a bar of a(n) %s is called by its time, of which the end is no part", (every, from, until, words) => {
  expect(plain(barWords(from, until, every, "en-US"))).toMatch(words);
});

test("a row of a table begins with the day, and with the hour where it is one", () => {
  expect(barTime(at(11, 28), "day", "en-GB")).toMatch(/^Sat,? 28 Nov$/);
  expect(barTime(at(11, 28, 15), "hour", "en-GB")).toMatch(/^Sat,? 28 Nov,? (at )?15:00$/);
  expect(barTime(at(11, 1), "month", "en-GB")).toBe("November 2026");
});

test("only a picture with bars has some, and they are those that were drawn", () => {
  expect(barsOf({ kind: "lines" })).toBeUndefined();
  const plot = { kind: "bars", every: "hour", measure: "delta" } as const;
  expect(barsOf(plot)).toMatchObject({ every: "hour", measure: "delta", back: null });
  expect(barsOf(plot, "day", "week")).toMatchObject({ every: "day", back: "week" });
});
