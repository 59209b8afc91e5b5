// "Show this topic as…"
import type { Reading } from "../lib/bindings/api";
import type { Suggestion, TileKindContract } from "./contract";
import { kinds } from "./registry";

export interface Suggested extends Suggestion {
  kind: TileKindContract;
}

/** The kinds that show what a topic says, the best fit first. */
export function suggestions(reading: Reading): Suggested[] {
  return kinds
    .flatMap((kind) => {
      const it = kind.suggest?.(reading);
      return it ? [{ ...it, kind }] : [];
    })
    .sort((a, b) => b.fit - a.fit);
}
