// Ranges of time in words.
import type { ChartCompare, ChartRange } from "../../lib/bindings/api";
import { t } from "../../lib/text";
import type { Span } from "../../lib/chart/moved";

const DAY = 86_400_000;

/** "24 Nov, 13:00 – 14:00"; with the year when it is another one, with seconds when it is short. */
export function spanWords({ from, to }: Span, now: number, locale?: string): string {
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (to - from < 90 * DAY) options.hour = options.minute = "2-digit";
  if (to - from <= 600_000) options.second = "2-digit";
  const year = new Date(now).getFullYear();
  if (new Date(from).getFullYear() !== year || new Date(to).getFullYear() !== year) options.year = "numeric";
  return new Intl.DateTimeFormat(locale, options).formatRange(new Date(from), new Date(to));
}

export function rangeWords(range: ChartRange, now: number, locale?: string): string {
  return range.kind === "last" ? t.history.last(range.seconds) : spanWords(range, now, locale);
}

/** The same hour of the day, the week or the year before, by the calendar of this device: what the picture draws dashed at `at`. */
export function hourBefore(at: number, compare: ChartCompare): number {
  const then = new Date(at);
  if (compare === "year") {
    then.setFullYear(then.getFullYear() - 1);
    // The 29th of February is the day before where the year before has none.
    if (then.getMonth() !== new Date(at).getMonth()) then.setDate(0);
  } else then.setDate(then.getDate() - (compare === "day" ? 1 : 7));
  return then.getTime();
}

/** For the time column of a table: as fine as its rows are. */
export function rowTime(at: number, step: number, span: number, locale?: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  if (step < 60_000) options.second = "2-digit";
  if (span > DAY / 2) Object.assign(options, { day: "numeric", month: "short" });
  if (span > 300 * DAY) options.year = "numeric";
  return new Intl.DateTimeFormat(locale, options).format(new Date(at));
}

/** What a field of the kind `datetime-local` holds, in local time. */
export function localInput(at: number): string {
  const it = new Date(at);
  const two = (count: number) => String(count).padStart(2, "0");
  return `${it.getFullYear()}-${two(it.getMonth() + 1)}-${two(it.getDate())}T${two(it.getHours())}:${two(it.getMinutes())}`;
}

/** Undefined: nothing or not all was typed. */
export function fromLocalInput(text: string): number | undefined {
  const at = new Date(text).getTime();
  return text === "" || Number.isNaN(at) ? undefined : at;
}
