import { expect, test } from "vitest";
import { chartLocale } from "./locale";

test("a locale names twelve months, and seven days from Monday on", () => {
  const { months, weekdays } = chartLocale("en-GB");
  expect(months).toHaveLength(12);
  expect([months[0], months[11]]).toEqual(["Jan", "Dec"]);
  expect(weekdays).toEqual(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
});

test.each([
  ["en-US", { dayFirst: false, dayPeriods: ["AM", "PM"], decimalSeparator: ".", groupSeparator: "," }],
  ["de-DE", { dayFirst: true, dayPeriods: null, decimalSeparator: ",", groupSeparator: "." }],
])("in %s times and numbers are written its way", (locale, expected) => {
  expect(chartLocale(locale)).toMatchObject(expected);
});

test("the time zone is one that IANA knows, and the states have words", () => {
  const { timeZone, on, off } = chartLocale();
  expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  expect([on, off]).toEqual(["On", "Off"]);
});
