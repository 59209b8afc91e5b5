// What is offered for how long and how much is kept, and what a change would delete.
import type { HistoryOverview, Keep, Retention, StoredSeries } from "../../lib/bindings/api";
import { sizeWords } from "../../lib/size-words";
import { t } from "../../lib/text";
import { keepForWords, keepWords, limitWords, seriesWords } from "./words";

const words = t.data;
const DAY = 86_400_000;
const MEGABYTE = 1_000_000;

const DAYS = [30, 90, 365, 1_825] as const;
const MEGABYTES = [100, 500, 1_000, 5_000] as const;

interface Choice {
  value: string;
  label: string;
}

/** What is kept now is always among the choices. */
function withSaved(choices: readonly number[], saved: number): number[] {
  return choices.includes(saved) ? [...choices] : [...choices, saved].sort((a, b) => a - b);
}

export function dayChoices(saved: number | null): Choice[] {
  const days = saved === null ? DAYS : withSaved(DAYS, saved);
  return [...days, null].map((it) => ({ value: String(it), label: keepForWords(it) }));
}

export const daysIn = (value: string): number | null => (value === "null" ? null : Number(value));

export function sizeChoices(saved: number): Choice[] {
  return withSaved(MEGABYTES, saved).map((it) => ({ value: String(it), label: words.megabytes(it) }));
}

export const limitOf = ({ megabytes }: Retention): number => megabytes * MEGABYTE;

/** In words, or undefined where nothing would be lost. */
export function lossOf(overview: HistoryOverview, next: Retention, now: number): string | undefined {
  const { days } = next;
  const lost = overview.series.filter(
    ({ keep, oldest }) => (keep.kind === "default" || keep.kind === "nothing") && isBeyond(oldest, days, now),
  );
  if (days !== null && shorter(days, overview.retention.days) && lost.length > 0) {
    return words.shrinkDays(words.days(days), seriesWords(lost.length));
  }
  const used = overview.bytes - overview.freeBytes;
  const limit = limitOf(next);
  if (limit < limitOf(overview.retention) && used > limit) return words.shrinkSize(sizeWords(used), limitWords(next));
  return undefined;
}

const shorter = (days: number, before: number | null): boolean => before === null || days < before;

function isBeyond(oldest: number | null, days: number | null, now: number): boolean {
  return days !== null && oldest !== null && oldest < now - days * DAY;
}

export function keepChoices(saved: Keep, rest: Retention): Choice[] {
  const days = saved.kind === "days" ? withSaved(DAYS, saved.days) : DAYS;
  const all: Keep[] = [
    { kind: "default" },
    ...days.map((it): Keep => ({ kind: "days", days: it })),
    { kind: "forever" },
    { kind: "nothing" },
  ];
  return all.map((keep) => ({ value: keepValue(keep), label: keepWords(keep, rest) }));
}

export const keepValue = (keep: Keep): string => (keep.kind === "days" ? String(keep.days) : keep.kind);

export function keepIn(value: string): Keep {
  if (value === "default" || value === "forever" || value === "nothing") return { kind: value };
  return { kind: "days", days: Number(value) };
}

/** The days after which samples of this series would be deleted, if there are such samples. */
export function daysLost(series: StoredSeries, keep: Keep, rest: Retention, now: number): number | undefined {
  const next = daysOf(keep, rest);
  const before = daysOf(series.keep, rest);
  return next !== null && shorter(next, before) && isBeyond(series.oldest, next, now) ? next : undefined;
}

function daysOf(keep: Keep, rest: Retention): number | null {
  if (keep.kind === "forever") return null;
  return keep.kind === "days" ? keep.days : rest.days;
}
