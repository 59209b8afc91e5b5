// The window's one channel from the engine: readings in view, connections, commands, links that were opened.
// One raw cell for each binding, so that a batch renders the tiles it names and no others.
import type {
  BindingKey,
  CommandReport,
  ConnectionChange,
  FeedBatch,
  Problem,
  Reading,
  TileDraft,
  TileId,
  Understood,
} from "./bindings/api";
import { call, stream } from "./call";

class Cell {
  reading = $state.raw<Reading | undefined>();
}

export interface FeedListeners {
  connections(changes: ConnectionChange[]): void;
  commands(reports: CommandReport[]): void;
  offered(brokers: Understood[]): void;
}

/** A frame that never comes (hidden window, throttled web view) must not stop the feed for longer than this. Milliseconds. */
const LONGEST_FRAME = 250;

/** After a refused `watch` it is asked again, in milliseconds. */
const RETRY = 1000;

export class Feed {
  #id: number | undefined;
  #cells = new Map<BindingKey, Cell>();
  #inView = new Map<BindingKey, number>();
  #sent = "";
  #scheduled = false;
  #listeners: FeedListeners;

  constructor(listeners: FeedListeners) {
    this.#listeners = listeners;
  }

  /** Opens the channel; call once. @throws CallError */
  async open(): Promise<void> {
    // Batches may come before the answer that names the feed.
    const early: FeedBatch[] = [];
    this.#id = await stream("open_feed", {}, (batch) => {
      if (this.#id === undefined) early.push(batch);
      else this.#take(batch);
    });
    for (const batch of early) this.#take(batch);
    this.#sendVisible();
    document.addEventListener("visibilitychange", this.#sendVisible);
    this.#sendWatched();
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
  async preview(draft: TileDraft | null): Promise<Problem[]> {
    if (this.#id === undefined) return [];
    return call("set_preview", { feed: this.#id, draft });
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

  #take(batch: FeedBatch): void {
    try {
      for (const reading of batch.readings) this.#cell(reading.binding).reading = reading;
      if (batch.connections.length > 0) this.#listeners.connections(batch.connections);
      if (batch.commands.length > 0) this.#listeners.commands(batch.commands);
      if (batch.offered.length > 0) this.#listeners.offered(batch.offered);
    } finally {
      // Acknowledged even if a tile threw: else one broken tile would stop the whole board.
      this.#afterFrame(() => this.#acknowledge(batch.batch));
    }
  }

  #afterFrame(then: () => void): void {
    let done = false;
    const once = () => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      then();
    };
    const timer = setTimeout(once, document.visibilityState === "hidden" ? 0 : LONGEST_FRAME);
    const frame = requestAnimationFrame(once);
  }

  #acknowledge(batch: number): void {
    if (this.#id !== undefined) call("acknowledge", { feed: this.#id, batch }).catch(ignore);
  }

  #sendVisible = (): void => {
    if (this.#id === undefined) return;
    call("set_visible", { feed: this.#id, visible: document.visibilityState !== "hidden" }).catch(ignore);
  };

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
    if (this.#id === undefined) return;
    const bindings = [...this.#inView.keys()].sort();
    const text = bindings.join("\n");
    if (text === this.#sent) return;
    this.#sent = text;
    call("watch", { feed: this.#id, bindings }).catch(() => {
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

// The feed's own bookkeeping has no one to tell: if the engine is gone, the next thing a person does says so.
function ignore(): void {}
