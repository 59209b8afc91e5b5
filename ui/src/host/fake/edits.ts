// What an edit makes of a dashboard.
import type { DashboardEdit, DashboardView, Tile, TileDraft } from "../../lib/bindings/api";
import { arranged } from "./grid";
import { refuse } from "./refuse";

export function edited(before: DashboardView, edit: DashboardEdit, newId: (prefix: string) => string): DashboardView {
  const view = structuredClone(before);
  view.revision++;
  const { dashboard } = view;
  switch (edit.edit) {
    case "rename":
      dashboard.name = edit.name;
      break;
    case "addTile": {
      dashboard.tiles.push(asTile(edit.draft, newId("tile")));
      view.layouts = arranged(dashboard.tiles);
      break;
    }
    case "updateTile":
      dashboard.tiles = dashboard.tiles.map((it) => (it.id === edit.tile ? asTile(edit.draft, it.id) : it));
      break;
    case "deleteTile":
      dashboard.tiles = dashboard.tiles.filter((it) => it.id !== edit.tile);
      view.layouts = arranged(dashboard.tiles);
      break;
    case "moveTile":
    case "resizeTile": {
      const layout = view.layouts[edit.grid];
      const place = layout[edit.tile];
      if (!place) return refuse({ code: "notFound", detail: { what: "The tile" } });
      const wanted = edit.edit === "moveTile" ? { column: edit.column, row: edit.row } : edit.size;
      layout[edit.tile] = { ...place, ...wanted };
      break;
    }
  }
  return view;
}

function asTile(draft: TileDraft, id: string): Tile {
  return { ...structuredClone(draft), id } as Tile;
}
