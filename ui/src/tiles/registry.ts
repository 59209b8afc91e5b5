// The list of tile kinds is the list of folders under kinds/. It is written down nowhere else.
import type { TileKindContract } from "./contract";

const found = import.meta.glob<TileKindContract>("./kinds/*/kind.ts", { eager: true, import: "default" });

export const kinds: readonly TileKindContract[] = Object.values(found).sort((a, b) => a.order - b.order);

const byName = new Map(kinds.map((kind) => [kind.kind, kind]));

/** Undefined for a kind that a newer version made: its tile stays, and says so. */
export function kindOf(name: string): TileKindContract | undefined {
  return byName.get(name);
}
