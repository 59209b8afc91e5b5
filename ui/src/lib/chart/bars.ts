// The bars of a picture: numbers are told of them, and not of the samples that they are made of.
import type { BarSpan, ChartBars, ChartCompare, ChartPlot } from "../bindings/api";
import { chartLocale } from "./locale";

/** Undefined: it has no bars. `drawn`: what they are of in the picture, where that is known. */
export function barsOf(
  plot: ChartPlot,
  drawn?: BarSpan | null,
  back: ChartCompare | null = null,
): ChartBars | undefined {
  if (plot.kind !== "bars") return undefined;
  return { every: drawn ?? plot.every, measure: plot.measure, timeZone: chartLocale().timeZone, back };
}

/** "Sat, Nov 28, 3 – 4 PM", "Sat, Nov 28", "Nov 23 – 29", "November 2026". The end does not belong to it. */
export function barWords(from: number, until: number, every: BarSpan, locale?: string): string {
  const words = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const day = { day: "numeric", month: "short" } as const;
  switch (every) {
    case "hour":
      return words({ ...day, hour: "numeric", minute: "2-digit" }).formatRange(from, until);
    case "day":
      return words({ ...day, weekday: "short" }).format(from);
    case "week":
      return words(day).formatRange(from, until - 1);
    case "month":
      return words({ month: "long", year: "numeric" }).format(from);
  }
}

/** The same, for the first column of a table. */
export function barTime(at: number, every: BarSpan, locale?: string): string {
  if (every === "month") return barWords(at, at, every, locale);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", weekday: "short" };
  if (every === "hour") options.hour = options.minute = "2-digit";
  if (every === "week") options.year = "numeric";
  return new Intl.DateTimeFormat(locale, options).format(at);
}
