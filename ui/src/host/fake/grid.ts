// Places for tiles, one beside the other and then in the next row. Where they really go is the engine's to say.
import type { ArrangedLayouts, Layout, Tile } from "../../lib/bindings/api";

function shelved(tiles: readonly Tile[], columns: number): Layout {
  const layout: Layout = {};
  let [column, row, height] = [0, 0, 0];
  for (const { id, size } of tiles) {
    if (column + size.width > columns) [column, row, height] = [0, row + height, 0];
    layout[id] = { column, row, ...size };
    column += size.width;
    height = Math.max(height, size.height);
  }
  return layout;
}

export const arranged = (tiles: readonly Tile[]): ArrangedLayouts => ({
  narrow: shelved(tiles, 4),
  medium: shelved(tiles, 8),
  wide: shelved(tiles, 12),
});
