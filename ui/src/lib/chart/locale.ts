// How the person writes times and numbers, asked from the web view (ECMA-402), for an engine that does not know it.
import type { ChartLocale } from "../bindings/api";
import { t } from "../text";

const known = new Map<string, ChartLocale>();

/** `locale`: BCP 47; the system's without it. */
export function chartLocale(locale?: string): ChartLocale {
  // The time zone is asked anew: a journey changes it while the app runs.
  const timeZone = new Intl.DateTimeFormat(locale).resolvedOptions().timeZone || "UTC";
  const key = `${locale ?? ""} ${timeZone}`;
  const found = known.get(key) ?? { ...writing(locale), timeZone };
  known.set(key, found);
  return found;
}

function writing(locale: string | undefined): Omit<ChartLocale, "timeZone"> {
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, calendar: "gregory", timeZone: "UTC" });
  const month = name({ month: "short" });
  const weekday = name({ weekday: "short" });
  const day = (month: number, date: number) => Date.UTC(2024, month, date);
  return {
    months: Array.from({ length: 12 }, (_, at) => month.format(day(at, 1))),
    // The first of January 2024 was a Monday.
    weekdays: Array.from({ length: 7 }, (_, at) => weekday.format(day(0, 1 + at))),
    dayPeriods: dayPeriods(locale),
    dayFirst: isDayFirst(name({ day: "numeric", month: "short" })),
    ...separators(locale),
    on: t.tiles.values.on,
    off: t.tiles.values.off,
  };
}

function dayPeriods(locale: string | undefined): [string, string] | null {
  const hours = new Intl.DateTimeFormat(locale, { hour: "numeric", timeZone: "UTC" });
  const period = (hour: number) =>
    hours.formatToParts(Date.UTC(2024, 0, 1, hour)).find((part) => part.type === "dayPeriod")?.value;
  const [morning, evening] = [period(9), period(21)];
  return morning !== undefined && evening !== undefined ? [morning, evening] : null;
}

function isDayFirst(dates: Intl.DateTimeFormat): boolean {
  const order = dates.formatToParts(Date.UTC(2024, 0, 5)).map((part) => part.type);
  return order.indexOf("day") < order.indexOf("month");
}

function separators(locale: string | undefined): Pick<ChartLocale, "decimalSeparator" | "groupSeparator"> {
  // A number that every language groups.
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.5);
  const found = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value;
  return { decimalSeparator: found("decimal") ?? ".", groupSeparator: found("group") ?? "" };
}
