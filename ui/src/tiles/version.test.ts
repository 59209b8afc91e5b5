import { expect, test } from "vitest";
import { kinds } from "./registry";
import { aTile } from "./testing";
import { stamped, understood, upToDate } from "./version";

const known = kinds[0]?.kind ?? "";
/** Two versions on: a bound became a pair, and then the pair got a name. */
const moved = {
  version: 3,
  migrate: ({ low, pair, ...rest }: Record<string, unknown>, from: number) =>
    (from === 1 ? { ...rest, pair: [low, null] } : { ...rest, scale: pair }) as ReturnType<typeof aTile>["options"],
};

test("options without a version are of the first", () => {
  expect(understood(aTile(known))?.kind).toBe(known);
  expect(understood(aTile(known, { options: { version: 1 } }))?.kind).toBe(known);
});

test("a kind or options of a newer version are not understood", () => {
  expect(understood(aTile("sauna"))).toBeUndefined();
  expect(understood(aTile(known, { options: { version: 99 } }))).toBeUndefined();
});

test("old options are brought on step by step, and what nobody knows stays", () => {
  const old = aTile(known, { options: { low: 4, future: [1] } });
  expect(upToDate(old, moved).options).toEqual({ version: 3, scale: [4, null], future: [1] });
  const later = aTile(known, { options: { version: 2, pair: [1, 2] } });
  expect(upToDate(later, moved).options).toEqual({ version: 3, scale: [1, 2] });
});

test("what needs nothing is left alone", () => {
  const newest = aTile(known, { options: { version: 3, scale: [1, 2] } });
  expect(upToDate(newest, moved)).toBe(newest);
  const foreign = aTile("sauna", { options: { heat: 90 } });
  expect(upToDate(foreign)).toBe(foreign);
  const ahead = aTile(known, { options: { version: 4 } });
  expect(upToDate(ahead, moved)).toBe(ahead);
});

test("the first version is not written down, later ones are", () => {
  expect(stamped({ version: 1 }, { a: 1 })).toEqual({ a: 1 });
  expect(stamped({ version: 2 }, { a: 1 })).toEqual({ a: 1, version: 2 });
});
