/** A number as people type it: with a point or a comma, and no other sign. Undefined: it is none. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return Number(plain);
}
