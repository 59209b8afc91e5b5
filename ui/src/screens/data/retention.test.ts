import { expect, test } from "vitest";
import { stored } from "../../host/fake/stored";
import type { HistoryOverview, Keep, StoredSeries } from "../../lib/bindings/api";
import { dayChoices, daysLost, keepChoices, keepIn, keepValue, lossOf, sizeChoices } from "./retention";

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
const rest = { days: 365, megabytes: 1_000 };
const series = (age: number, keep: Keep = { kind: "default" }): StoredSeries =>
  stored(1, { topic: "t", samples: 1, oldest: NOW - age * DAY, keep });
const overview = (...all: StoredSeries[]): HistoryOverview => ({
  recording: { kind: "on" },
  bytes: 400_000_000,
  freeBytes: 50_000_000,
  retention: rest,
  series: all,
  dropped: 0,
  tooOld: 0,
  setAside: null,
});

test("what is kept now is always among the choices", () => {
  expect(dayChoices(365).map((it) => it.label)).toEqual(["30 days", "90 days", "1 year", "5 years", "For ever"]);
  expect(dayChoices(45).map((it) => it.label)).toContain("45 days");
  expect(sizeChoices(1_000).map((it) => it.label)).toEqual(["100 MB", "500 MB", "1 GB", "5 GB"]);
  expect(sizeChoices(2_500).map((it) => it.label)).toContain("2.5 GB");
  expect(keepChoices({ kind: "days", days: 7 }, rest).map((it) => it.label)).toEqual([
    "Like the rest (1 year)",
    "7 days",
    "30 days",
    "90 days",
    "1 year",
    "5 years",
    "For ever",
    "Record nothing",
  ]);
});

test.each<Keep>([{ kind: "default" }, { kind: "days", days: 30 }, { kind: "forever" }, { kind: "nothing" }])(
  "the choice %o comes back as it was",
  (keep) => expect(keepIn(keepValue(keep))).toEqual(keep),
);

test("keeping for a shorter time deletes only from series that have older samples and follow the rest", () => {
  const all = overview(series(100), series(100, { kind: "forever" }), series(10), series(50, { kind: "nothing" }));
  expect(lossOf(all, { ...rest, days: 30 }, NOW)).toMatch(/older than 30 days are deleted now, from 2 series/);
  expect(lossOf(all, { ...rest, days: 200 }, NOW)).toBeUndefined();
  expect(lossOf(all, { ...rest, days: null }, NOW)).toBeUndefined();
});

test("a smaller space deletes only where more is in use", () => {
  expect(lossOf(overview(), { ...rest, megabytes: 100 }, NOW)).toMatch(/takes 350 MB.*fits into 100 MB/);
  expect(lossOf(overview(), { ...rest, megabytes: 500 }, NOW)).toBeUndefined();
});

test.each<[Keep, Keep, number | undefined]>([
  [{ kind: "default" }, { kind: "days", days: 30 }, 30],
  [{ kind: "default" }, { kind: "days", days: 200 }, undefined],
  [{ kind: "default" }, { kind: "nothing" }, undefined],
  [{ kind: "default" }, { kind: "forever" }, undefined],
  [{ kind: "days", days: 20 }, { kind: "days", days: 30 }, undefined],
])("from %o to %o a series of 100 days loses what is older than %s days", (before, next, days) => {
  expect(daysLost(series(100, before), next, rest, NOW)).toBe(days);
});

test("a series that was kept for ever loses what the rest does not keep either", () => {
  expect(daysLost(series(500, { kind: "forever" }), { kind: "default" }, rest, NOW)).toBe(365);
});
