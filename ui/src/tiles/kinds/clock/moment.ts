// What a clock says at a moment, and when it will say something else. Pure: the moment comes in.
import type { JsonValue } from "../../../lib/bindings/api";

export const HOURS = ["own", "h12", "h24"] as const;

type Options = Record<string, JsonValue>;

export const zoneOf = ({ zone }: Options): string | undefined =>
  typeof zone === "string" && zone !== "" ? zone : undefined;

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const inZone = (options: Options): Intl.DateTimeFormatOptions => {
  const zone = zoneOf(options);
  return zone === undefined ? {} : { timeZone: zone };
};

export function timeWords(options: Options, locale?: string): Intl.DateTimeFormat {
  const { hours, seconds } = options;
  return new Intl.DateTimeFormat(locale, {
    hour: hours === "h24" ? "2-digit" : "numeric",
    minute: "2-digit",
    ...(seconds === true ? { second: "2-digit" } : {}),
    ...(hours === "h12" ? { hourCycle: "h12" } : hours === "h24" ? { hourCycle: "h23" } : {}),
    ...inZone(options),
  });
}

export const dateWords = (options: Options, locale?: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "long", ...inZone(options) });

/** "New York", of "America/New_York". */
export const placeOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** Milliseconds until its words can be others: zones are whole minutes apart. */
export function untilNext(at: number, options: Options): number {
  const unit = options["seconds"] === true ? 1_000 : 60_000;
  return unit - (at % unit);
}
