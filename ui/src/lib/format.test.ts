import { expect, test } from "vitest";
import { decimalsOf, formatAgo, formatNumber, formatTime } from "./format";

test.each([
  [24.6, 1, "24.6"],
  [24, 1, "24.0"],
  [24, 0, "24"],
  [0.1 + 0.2, 1, "0.3"],
  [1013.25, 2, "1013.25"],
  [-9999.9, 1, "-9999.9"],
  [9999.96, 1, "10,000.0"],
  [2024, 0, "2024"],
  [-1000, 0, "-1000"],
  [12024, 0, "12,024"],
  [-0.04, 1, "0.0"],
  [-3.5, 1, "-3.5"],
])("shows %d with the %d digits its source gave as %s", (value, decimals, expected) => {
  expect(formatNumber(value, { decimals, locale: "en-GB" })).toBe(expected);
});

test("uses the separators of the locale", () => {
  expect(formatNumber(12345.6, { decimals: 1, locale: "de-DE" })).toBe("12.345,6");
});

test("gives the digits that were asked for instead of the source's", () => {
  expect(formatNumber(24.6, { decimals: 1, asked: 3, locale: "en-GB" })).toBe("24.600");
  expect(formatNumber(24.6, { decimals: 1, asked: 0, locale: "en-GB" })).toBe("25");
  expect(formatNumber(2024, { decimals: 0, asked: 0, locale: "en-GB" })).toBe("2024");
  expect(formatNumber(2024.5, { asked: 2, locale: "de-DE" })).toBe("2024,50");
  expect(formatNumber(12024.4, { decimals: 1, asked: 0, locale: "de-DE" })).toBe("12.024");
});

test("does not round an exponent of the source away", () => {
  expect(formatNumber(0.0012, { decimals: 0, locale: "en-GB" })).toBe("0.0012");
  expect(formatNumber(1e-9, { decimals: 2, locale: "en-GB" })).toBe("1E-9");
  expect(formatNumber(6.02e23, { decimals: 0, locale: "en-GB" })).toBe("6.02E23");
});

test.each([
  [1, 0],
  [0.5, 1],
  [0.05, 2],
  [1e-7, 7],
  [0, 0],
])("a step of %d needs %d digits", (step, expected) => {
  expect(decimalsOf(step)).toBe(expected);
});

const noon = new Date(2026, 10, 22, 12, 0, 0).getTime();

test.each([
  [0, "now"],
  [-4_000, "now"],
  [12_000, "12 s ago"],
  [125_000, "2 min ago"],
  [59 * 60_000, "59 min ago"],
])("tells an age of %d ms as %s", (age, expected) => {
  expect(formatAgo(noon - age, noon, { locale: "en-GB" })).toBe(expected);
});

test("tells a time beyond an hour absolutely, with the day and the year when they differ", () => {
  const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();
  expect(formatAgo(at(2026, 10, 22, 9, 52), noon, { locale: "en-GB" })).toBe("09:52");
  expect(formatTime(at(2026, 10, 3, 13, 52), noon, "en-GB")).toBe("3 Nov, 13:52");
  expect(formatTime(at(2024, 10, 3, 13, 52), noon, "en-GB")).toBe("3 Nov 2024, 13:52");
});

test("leaves the ago out of a badge", () => {
  expect(formatAgo(noon - 14 * 60_000, noon, { short: true })).toBe("14 min");
});
