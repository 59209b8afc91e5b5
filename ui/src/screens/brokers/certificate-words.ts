// How a certificate's parts are written for people.

/** Days are enough: certificates end on days that nobody knows by the minute. */
export function formatDay(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(at));
}

/** A fingerprint in groups of four pairs, which an eye can compare. */
export function inGroups(fingerprint: string): string[] {
  const pairs = fingerprint.split(":");
  const groups: string[] = [];
  for (let at = 0; at < pairs.length; at += 4) groups.push(pairs.slice(at, at + 4).join(":"));
  return groups;
}

/** A certificate that ends within this time is told of, in milliseconds: 14 days. */
export const WARNING = 14 * 24 * 3_600 * 1_000;
