// How large something is, as people read it.
import { formatNumber } from "./format";
import { t } from "./text";

const words = t.data;

/** "412 MB": in steps of 1,000, as the limits of the history are. */
export function sizeWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < words.units.length - 1) [value, unit] = [value / 1000, unit + 1];
  const asked = unit === 0 || value >= 9.95 ? 0 : 1;
  return words.size(formatNumber(value, { asked }), words.units[unit] ?? "");
}
