// Enough of core's layout rules for a picture: first free place, and what is in the way moves down.
import type { ArrangedLayouts, Grid, Layout, Place, Tile, TileId, TileSize } from "../../lib/bindings/api";

const COLUMNS: Record<Grid, number> = { narrow: 4, medium: 8, wide: 12 };
const GRIDS: Grid[] = ["narrow", "medium", "wide"];

function overlap(a: Place, b: Place): boolean {
  return (
    a.column < b.column + b.width &&
    b.column < a.column + a.width &&
    a.row < b.row + b.height &&
    b.row < a.row + a.height
  );
}

export function firstFree(layout: Layout, size: TileSize, columns: number): Place {
  for (let row = 0; ; row++) {
    for (let column = 0; column + size.width <= columns; column++) {
      const place = { column, row, ...size };
      if (!Object.values(layout).some((it) => overlap(it, place))) return place;
    }
  }
}

export function reflow(tiles: readonly Tile[]): ArrangedLayouts {
  const layouts: ArrangedLayouts = { narrow: {}, medium: {}, wide: {} };
  for (const grid of GRIDS) {
    for (const tile of tiles) {
      // On the wide grid, a tile as wide as a phone takes half the board.
      const width = grid === "wide" && tile.size.width === 4 ? 6 : tile.size.width;
      layouts[grid][tile.id] = firstFree(layouts[grid], { ...tile.size, width }, COLUMNS[grid]);
    }
  }
  return layouts;
}

/** Puts one tile there; the others move down until nothing overlaps. */
export function put(layout: Layout, grid: Grid, id: TileId, wanted: Place): Layout {
  const width = Math.min(wanted.width, COLUMNS[grid]);
  const place = { ...wanted, width, column: Math.min(wanted.column, COLUMNS[grid] - width) };
  const next: Layout = { [id]: place };
  const others = Object.entries(layout)
    .filter(([other]) => other !== id)
    .sort(([, a], [, b]) => a.row - b.row || a.column - b.column);
  for (const [other, it] of others) {
    const moved = { ...it };
    while (Object.values(next).some((taken) => overlap(taken, moved))) moved.row++;
    next[other] = moved;
  }
  return next;
}

export function without(layouts: ArrangedLayouts, id: TileId): ArrangedLayouts {
  const drop = (layout: Layout) => Object.fromEntries(Object.entries(layout).filter(([other]) => other !== id));
  return { narrow: drop(layouts.narrow), medium: drop(layouts.medium), wide: drop(layouts.wide) };
}

export function added(layouts: ArrangedLayouts, tile: Tile): ArrangedLayouts {
  const next = structuredClone(layouts);
  for (const grid of GRIDS) next[grid][tile.id] = firstFree(next[grid], tile.size, COLUMNS[grid]);
  return next;
}
