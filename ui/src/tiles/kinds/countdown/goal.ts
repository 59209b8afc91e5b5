// To which moment a countdown counts, from what a person wrote or a device says. Pure: the moment comes in.
import type { JsonValue, Reading } from "../../../lib/bindings/api";

export const UNITS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 } as const;

/** `total`: of how many milliseconds, where that is known. */
export type Goal =
  | { kind: "at"; at: number; total?: number }
  /** A length of time without its beginning: the broker had kept it. */
  | { kind: "before" }
  | { kind: "unclear"; excerpt: string };

type Options = Record<string, JsonValue>;

/** From here on a number is no length but a moment: seconds, and milliseconds, since 1970. */
const [EPOCH_SECONDS, EPOCH_MILLISECONDS] = [1e9, 1e11];
/** The last moment of a `Date` (ECMA-262, §21.4.1.1). */
const LAST = 8.64e15;
const EXCERPT = 40;

/** What a device says. Undefined: it says nothing. */
export function goalOf(reading: Reading | undefined, options: Options): Goal | undefined {
  const value = reading?.value;
  if (!reading || !value || reading.at === null) return undefined;
  const from = reading.at;
  const length = (total: number): Goal => (reading.retained ? { kind: "before" } : moment(from + total, total));
  switch (value.type) {
    case "number": {
      const size = Math.abs(value.value);
      if (size >= EPOCH_MILLISECONDS) return moment(value.value);
      if (size >= EPOCH_SECONDS) return moment(value.value * 1_000);
      return length(value.value * unitOf(options["number"]));
    }
    case "text": {
      const lasts = lengthIn(value.value);
      if (lasts !== undefined) return length(lasts);
      const at = momentIn(value.value);
      return at === undefined ? unclear(value.value) : moment(at);
    }
    case "boolean":
    case "json":
      return unclear(String(value.value));
    case "picture":
      return unclear(`${value.value.width} × ${value.value.height}`);
  }
}

/** What a person wrote: a moment, or a time that comes each day. */
export function untilOf(written: JsonValue | undefined, now: number): Goal | undefined {
  if (typeof written !== "string" || written.trim() === "") return undefined;
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(written.trim()) ?? [];
  if (hour === undefined || minute === undefined) {
    const at = momentIn(written);
    return at === undefined ? unclear(written) : moment(at);
  }
  const next = new Date(now);
  next.setHours(Number(hour), Number(minute), 0, 0);
  if (next.getTime() <= now) next.setDate(next.getDate() + 1);
  return moment(next.getTime());
}

const unitOf = (unit: JsonValue | undefined): number =>
  unit === "minutes" || unit === "hours" ? UNITS[unit] : UNITS.seconds;

const moment = (at: number, total?: number): Goal =>
  Math.abs(at) <= LAST ? { kind: "at", at, ...(total === undefined ? {} : { total }) } : unclear(String(at));

const unclear = (said: string): Goal => ({
  kind: "unclear",
  excerpt: [...said.slice(0, 2 * EXCERPT)].slice(0, EXCERPT).join(""),
});

/** "5:00" and "1:30:00", and what ISO 8601 calls a duration: "PT1H30M". In milliseconds. */
function lengthIn(said: string): number | undefined {
  const text = said.trim();
  const clock = /^(?:(\d{1,4}):)?(\d{1,2}):([0-5]\d)$/.exec(text);
  const iso = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d+)?S)?)?$/.exec(text);
  if (!clock && (!iso || text.length < 3)) return undefined;
  const [days, hours, minutes, seconds] = clock ? ["0", ...clock.slice(1)] : (iso ?? []).slice(1);
  const part = (it: string | undefined) => Number(it ?? 0);
  return (((part(days) * 24 + part(hours)) * 60 + part(minutes)) * 60 + part(seconds)) * 1_000;
}

/** "2026-12-24", "2026-12-24 18:00", "2026-12-24T18:00:00+01:00", "24.12.2026 18:00". Without a zone it is this device's. */
function momentIn(said: string): number | undefined {
  const text = said.trim();
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}):(\d{2}))?$/.exec(text);
  if (german) {
    const [day, month, year, hour, minute] = german.slice(1).map((it) => Number(it ?? 0));
    return local(year, month, day, hour, minute);
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text,
  );
  if (!iso) return undefined;
  const [year, month, day, hour, minute, second] = iso.slice(1, 7).map((it) => Number(it ?? 0));
  const zone = iso[7];
  if (zone === undefined) return local(year, month, day, hour, minute, second);
  const at = Date.parse(
    text
      .replace(" ", "T")
      .replace(",", ".")
      .replace(/([+-]\d{2})(\d{2})$/, "$1:$2"),
  );
  return Number.isNaN(at) ? undefined : at;
}

/** Undefined: there is no such day or time. */
function local(year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0): number | undefined {
  const at = new Date(year, month - 1, day, hour, minute, second);
  const same = at.getMonth() === month - 1 && at.getDate() === day && hour < 24 && minute < 60 && second < 60;
  return same ? at.getTime() : undefined;
}

const two = (count: number): string => String(count).padStart(2, "0");

/** "4:05", "1:30:00"; a day and more is told by `days`. Whole seconds, and no second is over before it is. */
export function leftWords(left: number, days: (left: number) => string): string {
  if (left >= 86_400_000) return days(left);
  const seconds = Math.ceil(left / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
