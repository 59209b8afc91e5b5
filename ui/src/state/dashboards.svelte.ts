// The dashboards as the engine has saved them. Nothing here is ahead of the disk, except the picture under a moving finger.
import type {
  ArrangedLayouts,
  DashboardEdit,
  DashboardId,
  DashboardView,
  EntityRef,
  JsonValue,
  Tile,
  TileDraft,
  TileId,
} from "../lib/bindings/api";
import { call } from "../lib/call";
import type { Events } from "../lib/events";
import { t } from "../lib/text";
import { upToDate } from "../tiles/version";
import type { Notices } from "./notices.svelte";
import { UndoLimits } from "./undo-limits.svelte";

export class Dashboards {
  #all = $state.raw<DashboardView[]>([]);
  #currentId = $state<DashboardId | null>(null);
  #queue: Promise<unknown> = Promise.resolve();
  #notices: Notices;
  /** The deletions of tiles that one undo takes back together, for as long as it is offered. */
  #undo: { dashboard: DashboardId; toast: number; revision: number; count: number } | undefined;
  #onopen: (id: DashboardId) => void;
  #ongone: (tiles: ReadonlySet<TileId>) => void;
  readonly limits = new UndoLimits();

  /** `ongone` is told of tiles that are no longer on any dashboard. */
  constructor(
    events: Events,
    notices: Notices,
    onopen: (id: DashboardId) => void,
    ongone: (tiles: ReadonlySet<TileId>) => void = () => {},
  ) {
    this.#notices = notices;
    this.#onopen = onopen;
    this.#ongone = ongone;
    events.on("documents", (changes) => {
      for (const change of changes) {
        if (change.kind !== "dashboard") continue;
        this.#othersSaved(change.id, change.revision ?? 0);
        void this.#follow(change.id);
      }
    });
  }

  get all(): readonly DashboardView[] {
    return this.#all;
  }

  get current(): DashboardView | undefined {
    return this.#all.find((it) => it.dashboard.id === this.#currentId) ?? this.#all[0];
  }

  get(id: DashboardId): DashboardView | undefined {
    return this.#all.find((it) => it.dashboard.id === id);
  }

  /** The dashboard that a tile is on. */
  holding(tile: TileId): DashboardView | undefined {
    return this.#all.find(({ dashboard }) => dashboard.tiles.some(({ id }) => id === tile));
  }

  tile(id: TileId): Tile | undefined {
    for (const { dashboard } of this.#all) {
      const tile = dashboard.tiles.find((it) => it.id === id);
      if (tile) return tile;
    }
    return undefined;
  }

  load(all: DashboardView[], current: DashboardId | null): void {
    this.#become(all);
    this.#currentId = current;
  }

  open(id: DashboardId): void {
    this.#currentId = id;
    this.#onopen(id);
  }

  put(view: DashboardView): void {
    const known = this.#all.find((it) => it.dashboard.id === view.dashboard.id);
    if (!known) this.#become([...this.#all, view]);
    else if (view.revision >= known.revision) {
      // Revisions are counted without a gap: what this client did not save, another one did.
      if (view.revision > known.revision + 1) this.#othersSaved(view.dashboard.id, view.revision - 1);
      this.#become(this.#all.map((it) => (it === known ? view : it)));
    }
  }

  #othersSaved(id: DashboardId, revision: number): void {
    // What an undo would bring back is from before that.
    if (this.limits.othersSaved(id, revision)) this.#notices.settle(id);
  }

  /** @throws CallError */
  async create(name: string): Promise<DashboardView> {
    const view = await call("create_dashboard", { name });
    this.put(view);
    this.open(view.dashboard.id);
    return view;
  }

  /** Puts the tiles of these entities on a dashboard, and offers to take them back. @throws CallError */
  addEntities(id: DashboardId, entities: EntityRef[]): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.get(id);
      const view = await call("add_entities", { dashboard: id, entities });
      this.#notices.settle(id);
      this.put(view);
      const { name, tiles } = view.dashboard;
      const count = tiles.length - (before?.dashboard.tiles.length ?? 0);
      const undo = before && {
        label: t.app.undo,
        run: () => void this.#restore(id, before.revision, t.devices.takenBack(name)),
      };
      this.#notices.say(t.devices.added(count, name), { about: id, ...(undo && { action: undo }) });
    });
  }

  /** Makes one change; resolves when it is saved. Changes go one after the other, in the order they were made. @throws CallError */
  edit(dashboard: DashboardId, edit: DashboardEdit): Promise<DashboardView> {
    return this.#inTurn(() => this.#edit(dashboard, edit));
  }

  async #deleteAll(dashboard: DashboardId, tiles: readonly TileId[]): Promise<void> {
    for (const tile of tiles) await this.#edit(dashboard, { edit: "deleteTile", tile });
  }

  #cross(dashboard: DashboardId): void {
    this.limits.cross(dashboard, this.get(dashboard)?.revision ?? 0);
  }

  async #edit(dashboard: DashboardId, edit: DashboardEdit): Promise<DashboardView> {
    const view = await call("edit_dashboard", { dashboard, edit });
    this.#notices.settle(dashboard);
    this.put(view);
    return view;
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(run);
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

  /** Adds tiles like others, and says so where they may be out of sight. @throws CallError */
  copyTiles(to: DashboardId, drafts: readonly TileDraft[]): Promise<void> {
    return this.#inTurn(async () => {
      let view = this.get(to);
      for (const draft of drafts) view = await this.#edit(to, { edit: "addTile", draft });
      if (view) this.#notices.say(t.board.copied(drafts, view.dashboard.name), { about: to });
    });
  }

  /** Takes tiles to another dashboard, as they are now, and offers to take them back. What is not done is left undone: never is one gone. @throws CallError */
  moveTiles(from: DashboardId, to: DashboardId, tiles: readonly { id: TileId; draft: TileDraft }[]): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.get(from);
      let there = this.get(to);
      const drafts = tiles.map(({ draft }) => draft);
      const moved: TileId[] = [];
      try {
        for (const draft of drafts) {
          there = await this.#edit(to, { edit: "addTile", draft });
          moved.push(...there.dashboard.tiles.slice(-1).map(({ id }) => id));
        }
      } catch (cause) {
        // All of them stay here, so none of them is there.
        await this.#deleteAll(to, moved).catch(() => undefined);
        throw cause;
      }
      try {
        await this.#deleteAll(
          from,
          tiles.map(({ id }) => id),
        );
      } finally {
        this.#cross(from);
      }
      if (!before || !there) return;
      const back = async () => {
        // What did not come back must not go there either.
        if (!(await this.#restore(from, before.revision, t.board.backAgain(drafts)))) return;
        this.#cross(from);
        await this.#inTurn(() => this.#deleteAll(to, moved)).catch((cause: unknown) => this.#notices.error(cause));
      };
      this.#notices.say(t.board.moved(drafts, there.dashboard.name), {
        about: from,
        action: { label: t.app.undo, run: () => void back() },
      });
    });
  }

  /** Changes one option of a tile, and nothing else. @throws CallError */
  async setOption(tile: Tile, name: string, value: JsonValue): Promise<void> {
    const view = this.#all.find((it) => it.dashboard.tiles.some((other) => other.id === tile.id));
    if (!view) return;
    const { id, ...draft } = tile;
    await this.saveTile(view.dashboard.id, id, { ...draft, options: { ...tile.options, [name]: value } });
  }

  /** Deletes tiles and offers to bring them back, with those deleted just before. @throws CallError */
  deleteTiles(dashboard: DashboardId, tiles: readonly TileId[]): Promise<void> {
    return this.#inTurn(async () => {
      // What is undone is what is there when its turn comes, not what was there at the press.
      const before = this.get(dashboard);
      const title = before?.dashboard.tiles.find((it) => it.id === tiles[0])?.title || t.board.untitled;
      const open = this.#undo;
      const earlier = open?.dashboard === dashboard && this.#notices.has(open.toast) ? open : undefined;
      await this.#deleteAll(dashboard, tiles);
      if (!before) return;
      const count = (earlier?.count ?? 0) + tiles.length;
      const revision = earlier?.revision ?? before.revision;
      const [deleted, back] =
        count === 1
          ? [t.board.tileDeleted(title), t.board.tileBack(title)]
          : [t.board.tilesDeleted(count), t.board.tilesBack(count)];
      const toast = this.#notices.say(deleted, {
        about: dashboard,
        action: { label: t.app.undo, run: () => void this.#restore(dashboard, revision, back) },
      });
      this.#undo = { dashboard, toast, revision, count };
    });
  }

  /** Deletes a dashboard that an import brought. @throws CallError */
  async drop(id: DashboardId): Promise<void> {
    await call("delete_dashboard", { dashboard: id });
    this.remove(id);
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
    this.#become(this.#all.filter((it) => it.dashboard.id !== id));
  }

  /** Another client saved or deleted it. In turn, so that it is not older than what this one is saving. */
  async #follow(dashboard: DashboardId): Promise<void> {
    try {
      const view = await this.#inTurn(() => call("read_dashboard", { dashboard }));
      if (view) this.put(view);
      else this.remove(dashboard);
    } catch {
      // It stays as it was known; the next change of it says what is wrong.
    }
  }

  #become(all: DashboardView[]): void {
    const there = new Set(tilesOf(all));
    const gone = new Set(tilesOf(this.#all).filter((id) => !there.has(id)));
    this.#all = all.map(current);
    if (gone.size > 0) this.#ongone(gone);
  }

  /**
   * Makes it as it was in an earlier revision, unless another client saved it after that: theirs stays, and the answer is undefined.
   * @throws CallError
   */
  restore(dashboard: DashboardId, revision: number, since = revision): Promise<DashboardView | undefined> {
    return this.#inTurn(async () => {
      const known = this.get(dashboard);
      if (known && this.limits.savedElsewhere(dashboard) > since) return undefined;
      const view = await call("restore_dashboard", { dashboard, revision });
      if (known && view.revision > known.revision + 1) {
        // Saved in the moment before, and not heard of yet.
        this.#othersSaved(dashboard, view.revision - 1);
        this.put(await call("restore_dashboard", { dashboard, revision: view.revision - 1 }));
        return undefined;
      }
      this.put(view);
      this.#notices.settle(dashboard);
      return view;
    });
  }

  /** Whether it is as it was. Never throws: what went wrong is told to the person. */
  async #restore(dashboard: DashboardId, revision: number, said: string): Promise<boolean> {
    try {
      const known = this.get(dashboard) !== undefined;
      if (!(await this.restore(dashboard, revision))) {
        this.#notices.say(t.board.changedElsewhere, { about: dashboard });
        return false;
      }
      if (!known) this.open(dashboard);
      this.#notices.say(said, { about: dashboard });
      return true;
    } catch (cause) {
      this.#notices.error(cause);
      return false;
    }
  }
}

/** As this version writes it: options of older versions are brought on here, and saved with the tile's next change. */
function current(view: DashboardView): DashboardView {
  const { tiles } = view.dashboard;
  const now = tiles.map((tile) => upToDate(tile));
  if (now.every((tile, index) => tile === tiles[index])) return view;
  return { ...view, dashboard: { ...view.dashboard, tiles: now } };
}

const tilesOf = (all: readonly DashboardView[]): TileId[] =>
  all.flatMap(({ dashboard }) => dashboard.tiles.map((tile) => tile.id));
