// A tile to look at, with what its topics say. Samples are shared by the gallery and by tests of all kinds.
import type { JsonValue, Tile, TileSize } from "../lib/bindings/api";

export interface Sample {
  tile: Pick<Tile, "title" | "icon" | "accent"> & Partial<Pick<Tile, "bindings" | "commands" | "options">>;
  /** Slot → what it says. */
  says: Record<string, JsonValue>;
  /** What a person last wanted of it, for the states of a command. */
  wants?: JsonValue;
  /** Further contents worth a look: off, very long, hostile. */
  also?: SampleCase[];
}

export interface SampleCase {
  name: string;
  says?: Record<string, JsonValue>;
  tile?: Partial<Pick<Tile, "bindings" | "commands" | "options">>;
  /** In these sizes; none: in its own. */
  sizes?: TileSize[];
}

/** Of a tile with several controls: narrow and wide, from low to tall. */
export const SIZES: TileSize[] = [2, 4].flatMap((width) =>
  [2, 3, width === 2 ? 4 : 5].map((height) => ({ width, height })),
);
