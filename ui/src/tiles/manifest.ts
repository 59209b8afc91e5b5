// What the engine is told of the kinds: the text of crates/core/src/kind/kinds.json.
import type { TileKindContract } from "./contract";
import { common } from "./declaration";
import { kinds } from "./registry";

function entry({ version, icon, size, minimum, reads, sends, options }: TileKindContract) {
  return { version, icon, size, minimum, bindings: reads, commands: sends, options };
}

export function manifest(): string {
  const byName = [...kinds].sort((a, b) => (a.kind < b.kind ? -1 : 1)).map((kind) => [kind.kind, entry(kind)]);
  const all = {
    common: { bindings: common.reads, options: common.options },
    kinds: Object.fromEntries(byName) as Record<string, ReturnType<typeof entry>>,
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}
