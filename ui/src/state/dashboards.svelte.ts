// The dashboards as the engine has saved them. Nothing here is ahead of the disk, except the picture under a moving finger.
import type {
  ArrangedLayouts,
  DashboardEdit,
  DashboardId,
  DashboardView,
  JsonValue,
  Tile,
  TileDraft,
  TileId,
} from "../lib/bindings/api";
import { call } from "../lib/call";
import { t } from "../lib/text";
import type { Notices } from "./notices.svelte";

export class Dashboards {
  #all = $state.raw<DashboardView[]>([]);
  #currentId = $state<DashboardId | null>(null);
  #queue: Promise<unknown> = Promise.resolve();
  #notices: Notices;
  #onopen: (id: DashboardId) => void;

  constructor(notices: Notices, onopen: (id: DashboardId) => void) {
    this.#notices = notices;
    this.#onopen = onopen;
  }

  get all(): readonly DashboardView[] {
    return this.#all;
  }

  get current(): DashboardView | undefined {
    return this.#all.find((it) => it.dashboard.id === this.#currentId) ?? this.#all[0];
  }

  tile(id: TileId): Tile | undefined {
    for (const { dashboard } of this.#all) {
      const tile = dashboard.tiles.find((it) => it.id === id);
      if (tile) return tile;
    }
    return undefined;
  }

  load(all: DashboardView[], current: DashboardId | null): void {
    this.#all = all;
    this.#currentId = current;
  }

  open(id: DashboardId): void {
    this.#currentId = id;
    this.#onopen(id);
  }

  put(view: DashboardView): void {
    const known = this.#all.find((it) => it.dashboard.id === view.dashboard.id);
    if (!known) this.#all = [...this.#all, view];
    else if (view.revision >= known.revision) this.#all = this.#all.map((it) => (it === known ? view : it));
  }

  /** @throws CallError */
  async create(name: string): Promise<void> {
    const view = await call("create_dashboard", { name });
    this.put(view);
    this.open(view.dashboard.id);
  }

  /** Makes one change; resolves when it is saved. Changes go one after the other, in the order they were made. @throws CallError */
  edit(dashboard: DashboardId, edit: DashboardEdit): Promise<DashboardView> {
    const next = this.#queue.then(async () => {
      const view = await call("edit_dashboard", { dashboard, edit });
      this.#notices.settle(dashboard);
      this.put(view);
      return view;
    });
    this.#queue = next.catch(() => undefined);
    return next;
  }

  /** What a move or resize would look like. @throws CallError */
  preview(dashboard: DashboardId, edit: DashboardEdit): Promise<ArrangedLayouts> {
    return call("preview_edit", { dashboard, edit });
  }

  /** @throws CallError */
  async saveTile(dashboard: DashboardId, tile: TileId | null, draft: TileDraft): Promise<void> {
    await this.edit(dashboard, tile === null ? { edit: "addTile", draft } : { edit: "updateTile", tile, draft });
  }

  /** Changes one option of a tile, and nothing else. @throws CallError */
  async setOption(tile: Tile, name: string, value: JsonValue): Promise<void> {
    const view = this.#all.find((it) => it.dashboard.tiles.some((other) => other.id === tile.id));
    if (!view) return;
    const { id, ...draft } = tile;
    await this.saveTile(view.dashboard.id, id, { ...draft, options: { ...tile.options, [name]: value } });
  }

  /** Deletes a tile and offers to bring it back. @throws CallError */
  async deleteTile(dashboard: DashboardId, tile: TileId): Promise<void> {
    const before = this.#all.find((it) => it.dashboard.id === dashboard);
    const title = before?.dashboard.tiles.find((it) => it.id === tile)?.title || t.board.untitled;
    const revision = before?.revision;
    await this.edit(dashboard, { edit: "deleteTile", tile });
    if (revision === undefined) return;
    this.#notices.say(t.board.tileDeleted(title), {
      about: dashboard,
      action: { label: t.app.undo, run: () => void this.#restore(dashboard, revision, t.board.tileBack(title)) },
    });
  }

  /** Deletes a dashboard and offers to bring it back. @throws CallError */
  async delete(id: DashboardId): Promise<void> {
    const name = this.#all.find((it) => it.dashboard.id === id)?.dashboard.name ?? "";
    const { revision } = await call("delete_dashboard", { dashboard: id });
    this.remove(id);
    this.#notices.say(t.board.dashboardDeleted(name), {
      about: id,
      action: { label: t.app.undo, run: () => void this.#restore(id, revision, t.board.dashboardBack(name)) },
    });
  }

  remove(id: DashboardId): void {
    this.#all = this.#all.filter((it) => it.dashboard.id !== id);
  }

  async #restore(dashboard: DashboardId, revision: number, said: string): Promise<void> {
    try {
      const view = await call("restore_dashboard", { dashboard, revision });
      const known = this.#all.some((it) => it.dashboard.id === dashboard);
      this.put(view);
      if (!known) this.open(dashboard);
      this.#notices.settle(dashboard);
      this.#notices.say(said, { about: dashboard });
    } catch (cause) {
      this.#notices.error(cause);
    }
  }
}
