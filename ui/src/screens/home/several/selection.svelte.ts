// The tiles that are chosen in edit mode, to be copied, moved or deleted together.
import type { TileId } from "../../../lib/bindings/api";

/** So many at once: each is a revision of its own, and the engine keeps fifty to go back to. */
export const MOST = 40;

export class Selection {
  /** Undefined: nothing is being chosen. */
  #ids = $state.raw<ReadonlySet<TileId>>();

  constructor(private readonly onfull: () => void) {}

  get active(): boolean {
    return this.#ids !== undefined;
  }

  has(id: TileId): boolean {
    return this.#ids?.has(id) ?? false;
  }

  begin(): void {
    this.#ids ??= new Set();
  }

  end(): void {
    this.#ids = undefined;
  }

  toggle(id: TileId): void {
    const next = new Set(this.#ids);
    if (!next.delete(id)) {
      if (next.size >= MOST) return this.onfull();
      next.add(id);
    }
    this.#ids = next;
  }

  /** As many of these as may be. */
  choose(ids: readonly TileId[]): void {
    this.#ids = new Set(ids.slice(0, MOST));
    if (ids.length > MOST) this.onfull();
  }
}
