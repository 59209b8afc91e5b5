// Numbers and times as people read them. Pure: the clock and the locale come in as parameters.
import { t } from "./text";

export interface NumberStyle {
  /** Digits behind the decimal point that the source gave (`Reading.decimals`). */
  decimals?: number;
  /** Digits the person asked for; wins over the source. */
  asked?: number;
  /** BCP 47; the system's without it. */
  locale?: string;
}

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale ?? ""} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    // A year, a code or an air pressure reads as it came: four digits are not grouped, in no language.
    known = new Intl.NumberFormat(locale, { useGrouping: "min2", ...options });
    formats.set(key, known);
  }
  return known;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Making one is slow enough to be seen in a list of a thousand rows. */
function dates(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale ?? ""} ${JSON.stringify(options)}`;
  let known = dateFormats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(locale, options);
    dateFormats.set(key, known);
  }
  return known;
}

const digits = (count: number): number => Math.min(Math.max(Math.trunc(count), 0), 20);

/** Never more digits than the source gave, unless asked. What is too large or too small to read that way gets an exponent. */
export function formatNumber(value: number, style: NumberStyle = {}): string {
  const size = Math.abs(value);
  const signDisplay = "negative"; // no "-0"
  if (size >= 1e15 || (size > 0 && size < 1e-6)) {
    return format(style.locale, { notation: "scientific", maximumSignificantDigits: 6, signDisplay }).format(value);
  }
  if (style.asked !== undefined) return fixed(value, style.asked, style.locale);
  // A source without decimals that is no whole number wrote an exponent (`1e-3`): rounding it away would be a lie.
  if (style.decimals === undefined || (style.decimals <= 0 && !Number.isInteger(value))) {
    return format(style.locale, { maximumSignificantDigits: 6, signDisplay }).format(value);
  }
  return fixed(value, style.decimals, style.locale);
}

/** A number with all its digits: a limit that a person set, say. */
export const exactNumber = (value: number): string => formatNumber(value, { decimals: decimalsOf(value) });

function fixed(value: number, count: number, locale: string | undefined): string {
  const n = digits(count);
  return format(locale, { minimumFractionDigits: n, maximumFractionDigits: n, signDisplay: "negative" }).format(value);
}

/** Digits behind the decimal point that a step needs: 0.05 → 2. */
export function decimalsOf(step: number): number {
  if (!Number.isFinite(step) || step === 0) return 0;
  const [mantissa = "", exponent = "0"] = step.toString().toLowerCase().split("e");
  return digits((mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export type Age = { unit: "now" } | { unit: "seconds" | "minutes"; count: number } | { unit: "absolute" };

/** How a time is told: relative under an hour, absolute beyond. A clock that is a little ahead of ours is "now". */
export function ageOf(at: number, now: number): Age {
  const age = now - at;
  if (age < 2 * SECOND) return { unit: "now" };
  if (age < MINUTE) return { unit: "seconds", count: Math.floor(age / SECOND) };
  if (age < HOUR) return { unit: "minutes", count: Math.floor(age / MINUTE) };
  return { unit: "absolute" };
}

/** "now", "12 s ago", "2 min ago", "13:52", "3 Nov, 13:52". `short` leaves the "ago" out, for badges. */
export function formatAgo(at: number, now: number, style: { short?: boolean; locale?: string } = {}): string {
  const age = ageOf(at, now);
  const short = style.short ?? false;
  switch (age.unit) {
    case "now":
      return t.ages.now;
    case "seconds":
      return t.ages.seconds(age.count, short);
    case "minutes":
      return t.ages.minutes(age.count, short);
    case "absolute":
      return formatTime(at, now, style.locale);
  }
}

/** The time of day; with the day when it was another one, with the year when that was another one. */
export function formatTime(at: number, now: number, locale?: string): string {
  const then = new Date(at);
  const today = new Date(now);
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  if (then.toDateString() !== today.toDateString()) {
    options.day = "numeric";
    options.month = "short";
  }
  if (then.getFullYear() !== today.getFullYear()) options.year = "numeric";
  return dates(locale, options).format(then);
}

/** "3 December"; with the year when it is another one. */
export function formatDay(at: number, now: number, locale?: string): string {
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" };
  if (new Date(at).getFullYear() !== new Date(now).getFullYear()) options.year = "numeric";
  return dates(locale, options).format(new Date(at));
}

/** Everything there is to say about a moment, for hover and long press. */
export function formatTimestamp(at: number, locale?: string): string {
  return dates(locale, { dateStyle: "full", timeStyle: "medium" }).format(new Date(at));
}

/** A time under the crosshair: seconds when the picture is short enough to show them. */
export function formatMoment(at: number, spanSeconds: number, locale?: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  if (spanSeconds <= 3_600) options.second = "2-digit";
  if (spanSeconds > 86_400) options.day = options.month = "numeric";
  return dates(locale, options).format(new Date(at));
}
