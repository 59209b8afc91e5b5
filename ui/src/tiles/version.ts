// Which version of its kind's options a tile has. Options say it themselves; without it they are of the first.
import type { Tile } from "../lib/bindings/api";
import type { TileKindContract } from "./contract";
import { kindOf } from "./registry";

type Options = Tile["options"];
type Versioned = Pick<TileKindContract, "version" | "migrate">;

const VERSION = "version";

const versionOf = ({ [VERSION]: version }: Options): number => (typeof version === "number" ? version : 1);

/** The kind of a tile, if it is understood: undefined for a kind, or for options, that a newer version made. */
export function understood(tile: Pick<Tile, "kind" | "options">): TileKindContract | undefined {
  const kind = kindOf(tile.kind);
  return kind && versionOf(tile.options) <= kind.version ? kind : undefined;
}

/** The tile with options of this version; the same object where they are. */
export function upToDate(tile: Tile, kind: Versioned | undefined = kindOf(tile.kind)): Tile {
  const from = versionOf(tile.options);
  if (!kind || from >= kind.version) return tile;
  let options = tile.options;
  for (let version = from; version < kind.version; version++) options = kind.migrate?.(options, version) ?? options;
  return { ...tile, options: stamped(kind, options) };
}

/** Options that are saved by this version say so. */
export function stamped({ version }: Pick<Versioned, "version">, options: Options): Options {
  return version === 1 ? options : { ...options, [VERSION]: version };
}
