import { decimalsOf } from "../../../lib/format";

/** A number as people type it: with a point or a comma, and no other sign. Undefined: it is none. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return Number(plain);
}

/**
 * A number as the field is filled with it: what `readNumber` reads as the same number. So with all its digits, and nothing between
 * them but the person's own decimal mark: a separator would be read as one.
 */
export function fieldText(value: number, decimals: number, locale?: string): string {
  const plain = value.toFixed(Math.min(Math.max(decimals, decimalsOf(value)), 20));
  // Too large or too small to be written out: better not readable than another number.
  if (Number(plain) !== value) return String(value);
  const comma = new Intl.NumberFormat(locale).format(1.5).includes(",");
  return comma ? plain.replace(".", ",") : plain;
}
