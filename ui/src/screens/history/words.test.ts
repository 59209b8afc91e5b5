import { expect, test } from "vitest";
import { t } from "../../lib/text";
import { fromLocalInput, hourBefore, localInput, rangeWords, spanWords } from "./words";

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();
const now = at(2026, 10, 22, 14, 6);

test("what is compared with is as late on its day, however long the days between were", () => {
  expect(hourBefore(at(2026, 10, 1, 14, 6), "day")).toBe(at(2026, 9, 31, 14, 6));
  expect(hourBefore(at(2026, 2, 31, 14, 6), "week")).toBe(at(2026, 2, 24, 14, 6));
  expect(hourBefore(at(2028, 1, 29, 12, 0), "year")).toBe(at(2027, 1, 28, 12, 0));
  expect(hourBefore(at(2026, 9, 28, 2, 30), "year")).toBe(at(2025, 9, 28, 2, 30));
  expect(hourBefore(at(2026, 9, 28, 2, 30), "week")).toBe(at(2026, 9, 21, 2, 30));
});

test.each([
  [900, "Last 15 minutes", "15 m"],
  [3_600, "Last hour", "1 h"],
  [21_600, "Last 6 hours", "6 h"],
  [86_400, "Last 24 hours", "24 h"],
  [604_800, "Last 7 days", "7 d"],
  [2_592_000, "Last 30 days", "30 d"],
  [31_536_000, "Last year", "1 y"],
  [90, "Last 90 seconds", "90 s"],
])("a range of %s seconds has a name and a short one", (seconds, name, short) => {
  expect(rangeWords({ kind: "last", seconds, exact: false }, now)).toBe(name);
  expect(t.history.short(seconds)).toBe(short);
});

test("a fixed range tells its day once, and its year when it is another one", () => {
  const words = spanWords({ from: at(2026, 10, 22, 13, 0), to: at(2026, 10, 22, 14, 0) }, now, "en-GB");
  expect(words).toMatch(/^22 Nov, 13:00.14:00$/u);
  expect(spanWords({ from: at(2025, 0, 1, 0, 0), to: at(2025, 0, 2, 0, 0) }, now, "en-GB")).toMatch(/2025/);
});

test.each([
  [0, "0 s"],
  [40_000, "40 s"],
  [754_000, "12 min 34 s"],
  [7_200_000, "2 h"],
  [273_600_000, "3 d 4 h"],
])("%s milliseconds are told in two parts at most", (millis, words) => {
  expect(t.history.duration(millis)).toBe(words);
});

test("what a field for a time holds is local, and comes back as the same moment", () => {
  expect(localInput(now)).toBe("2026-11-22T14:06");
  expect(fromLocalInput(localInput(now))).toBe(now);
  expect(fromLocalInput("")).toBeUndefined();
  expect(fromLocalInput("soon")).toBeUndefined();
});
