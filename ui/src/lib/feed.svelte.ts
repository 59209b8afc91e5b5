// What bindings say: those in view, kept fresh by the engine's events.
// One raw cell for each binding, so that a batch renders the tiles it names and no others.
import type { BindingKey, Problem, Reading, TileDraft, TileId } from "./bindings/api";
import { call } from "./call";
import type { Events } from "./events";

class Cell {
  reading = $state.raw<Reading | undefined>();
}

/** After a refused `watch` it is asked again, in milliseconds. */
const RETRY = 1000;

export class Feed {
  #cells = new Map<BindingKey, Cell>();
  #inView = new Map<BindingKey, number>();
  #begun = false;
  #sent = "";
  #scheduled = false;

  constructor(events: Events) {
    events.on("readings", (readings) => {
      for (const reading of readings) this.#cell(reading.binding).reading = reading;
    });
    events.onbegin(() => {
      this.#begun = true;
      this.#sent = "";
      this.#sendWatched();
    });
  }

  /**
   * Makes the cells of these bindings. Must come before anything reads them: Svelte does not track a state that was made by
   * the very reaction that reads it.
   */
  prepare(keys: readonly BindingKey[]): void {
    for (const key of keys) this.#cell(key);
  }

  /** The newest reading of a binding; re-runs its reader when that binding changes, and only then. */
  reading(key: BindingKey): Reading | undefined {
    return this.#cells.get(key)?.reading;
  }

  /** Has a tile try again whose template made too much work. What becomes of it comes as a reading. */
  tryAgain(tile: TileId): void {
    // Not heard, the tile goes on saying that it is switched off.
    call("switch_on", { tile }).catch(() => undefined);
  }

  /** Says that these bindings are in view until the returned function is called. Counted, so that two tiles may share one. */
  watch(keys: readonly BindingKey[]): () => void {
    for (const key of keys) this.#inView.set(key, (this.#inView.get(key) ?? 0) + 1);
    this.#schedule();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      for (const key of keys) {
        const left = (this.#inView.get(key) ?? 0) - 1;
        if (left > 0) this.#inView.set(key, left);
        else this.#inView.delete(key);
      }
      this.#schedule();
    };
  }

  /** Feeds the editor's live preview; none ends it. Answers what is wrong with the draft. @throws CallError */
  preview(draft: TileDraft | null): Promise<Problem[]> {
    return call("set_preview", { draft });
  }

  /** Forgets readings, for bindings that now mean another topic. */
  forget(keys: readonly BindingKey[]): void {
    for (const key of keys) {
      const cell = this.#cells.get(key);
      if (cell) cell.reading = undefined;
    }
  }

  #cell(key: BindingKey): Cell {
    let cell = this.#cells.get(key);
    if (!cell) {
      cell = new Cell();
      this.#cells.set(key, cell);
    }
    return cell;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Scrolling and switching dashboards end and begin many at once: one call for all of them.
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#sendWatched();
    });
  }

  #sendWatched(): void {
    if (!this.#begun) return;
    const bindings = [...this.#inView.keys()].sort();
    const text = bindings.join("\n");
    if (text === this.#sent) return;
    this.#sent = text;
    call("watch", { bindings }).catch(() => {
      // Without it the tiles in view stay silent: asked again until it is heard, unless something else was since.
      if (this.#sent !== text) return;
      this.#sent = "\0";
      setTimeout(() => this.#sendWatched(), RETRY);
    });
  }

  /** Lets go of what is kept for the bindings of these tiles, which are gone. */
  drop(tiles: ReadonlySet<TileId>): void {
    for (const key of this.#cells.keys()) if (tiles.has(key.slice(0, key.lastIndexOf("/")))) this.#cells.delete(key);
  }
}
