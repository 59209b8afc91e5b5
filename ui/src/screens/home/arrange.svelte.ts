// Moving and resizing tiles. The picture under the finger is the engine's own preview, so what is dropped is what was seen.
import { Ask } from "../../lib/ask.svelte";
import type { DashboardEdit, DashboardView, Grid, Layout, Place, TileId } from "../../lib/bindings/api";
import { COLUMNS } from "../../lib/media.svelte";
import type { Dashboards } from "../../state/dashboards.svelte";

type MovedOrResized = Extract<DashboardEdit, { grid: Grid }>;

export type Gesture = "move" | "resize";

/** The most rows a tile has (core's layout rules). */
const MAX_HEIGHT = 24;

export interface Held {
  tile: TileId;
  gesture: Gesture;
  /** Where it was when the finger came down. */
  from: Place;
  /** How far the finger has gone, in pixels. */
  dx: number;
  dy: number;
}

export interface Cell {
  /** Pixels from one column, or row, to the next. */
  column: number;
  row: number;
}

/** How near the edge of the window the board begins to scroll, in pixels: beyond the bar that a phone has there. */
const EDGE = 96;

/** How far a held tile is over the edge of a window of this height: 0 inside, to -1 at its top and 1 at its end. */
export function beyond(y: number, height: number): number {
  const edge = Math.min(EDGE, height / 4);
  const over = y < edge ? y - edge : Math.max(0, y - (height - edge));
  const share = Math.max(-1, Math.min(1, over / edge));
  return share * Math.abs(share);
}

export class Arrange {
  /** Without an answer the tile still follows the finger; the drop says what is wrong. */
  readonly #preview = new Ask(async (edit: MovedOrResized) => ({
    grid: edit.grid,
    layouts: await this.dashboards.preview(this.view().dashboard.id, edit),
  }));
  #held = $state.raw<Held | undefined>();
  #target: Place | undefined;
  #keys: Promise<void> = Promise.resolve();

  constructor(
    private readonly dashboards: Dashboards,
    private readonly view: () => DashboardView,
    private readonly grid: () => Grid,
    private readonly minimum: (tile: TileId) => { width: number; height: number },
    private readonly onerror: (cause: unknown) => void,
  ) {}

  get held(): Held | undefined {
    return this.#held;
  }

  get layout(): Layout {
    const shown = this.#preview.answer;
    return shown?.grid === this.grid() ? shown.layouts[shown.grid] : this.view().layouts[this.grid()];
  }

  begin(tile: TileId, gesture: Gesture): void {
    const place = this.layout[tile];
    if (!place) return;
    this.#target = place;
    this.#held = { tile, gesture, from: place, dx: 0, dy: 0 };
  }

  /** The finger is `dx`, `dy` pixels from where it began. */
  drag(dx: number, dy: number, cell: Cell): void {
    if (!this.#held) return;
    const { tile, gesture, from } = this.#held;
    this.#held = { ...this.#held, dx, dy };
    const columns = Math.round(dx / cell.column);
    const rows = Math.round(dy / cell.row);
    const target = this.#bounded(tile, from, gesture, columns, rows);
    if (same(target, this.#target)) return;
    this.#target = target;
    this.#preview.ask(this.#edit(tile, gesture, target));
  }

  async drop(): Promise<void> {
    const held = this.#held;
    const target = this.#target;
    this.#held = this.#target = undefined;
    if (!held || !target || same(held.from, target)) {
      this.#preview.forget();
      return;
    }
    try {
      await this.dashboards.edit(this.view().dashboard.id, this.#edit(held.tile, held.gesture, target));
    } catch (cause) {
      this.onerror(cause);
    } finally {
      this.#preview.forget();
    }
  }

  cancel(): void {
    this.#held = this.#target = undefined;
    this.#preview.forget();
  }

  /** One step by keyboard, saved at once. Where the tile is afterwards; undefined when it could not go there. */
  step(tile: TileId, gesture: Gesture, columns: number, rows: number): Promise<Place | undefined> {
    const done = this.#keys.then(async () => {
      const from = this.layout[tile];
      if (!from) return undefined;
      const target = this.#bounded(tile, from, gesture, columns, rows);
      if (same(target, from)) return undefined;
      const view = await this.dashboards.edit(this.view().dashboard.id, this.#edit(tile, gesture, target));
      return view.layouts[this.grid()][tile];
    });
    this.#keys = done.then(
      () => undefined,
      (cause: unknown) => this.onerror(cause),
    );
    return done.catch(() => undefined);
  }

  #bounded(tile: TileId, from: Place, gesture: Gesture, columns: number, rows: number): Place {
    const all = COLUMNS[this.grid()];
    if (gesture === "move") {
      return {
        ...from,
        column: clamp(from.column + columns, 0, all - from.width),
        row: clamp(from.row + rows, 0, 9999),
      };
    }
    const least = this.minimum(tile);
    const widest = all - from.column;
    return {
      ...from,
      width: clamp(from.width + columns, Math.min(least.width, widest), widest),
      height: clamp(from.height + rows, least.height, MAX_HEIGHT),
    };
  }

  #edit(tile: TileId, gesture: Gesture, to: Place): MovedOrResized {
    const grid = this.grid();
    return gesture === "move"
      ? { edit: "moveTile", grid, tile, column: to.column, row: to.row }
      : { edit: "resizeTile", grid, tile, size: { width: to.width, height: to.height } };
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function same(a: Place | undefined, b: Place | undefined): boolean {
  return (
    a === b || (!!a && !!b && a.column === b.column && a.row === b.row && a.width === b.width && a.height === b.height)
  );
}
