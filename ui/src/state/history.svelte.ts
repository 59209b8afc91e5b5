// What is recorded, as the engine last told it, and what can be done about it.
import type { HistoryOverview, Keep, Retention, WorkProgress } from "../lib/bindings/api";
import { call, stream } from "../lib/call";
import { Polling } from "../lib/polling.svelte";

/** Milliseconds between two looks at it. */
const PAUSE = 5_000;

export class History {
  #polling = new Polling<"history", HistoryOverview>(() => call("history_overview", {}), PAUSE);

  /** Undefined until the first answer. */
  get overview(): HistoryOverview | undefined {
    return this.#polling.answer;
  }

  get failure() {
    return this.#polling.failure;
  }

  /** Keeps it fresh until the returned function is called. */
  watch(): () => void {
    return this.#polling.watch("history");
  }

  /** @throws CallError */
  async refresh(): Promise<void> {
    this.#polling.put(await call("history_overview", {}));
  }

  /** What is no longer kept is gone. @throws CallError */
  async retain(retention: Retention): Promise<void> {
    this.#polling.put(await call("set_retention", { retention }));
  }

  /** @throws CallError */
  async keep(series: number, keep: Keep): Promise<void> {
    this.#polling.put(await call("keep_series", { series, keep }));
  }

  /** @throws CallError */
  async pause(paused: boolean): Promise<void> {
    this.#polling.put(await call("pause_recording", { paused }));
  }

  /** @throws CallError */
  async delete(series: number): Promise<void> {
    this.#polling.put(await call("delete_series", { series }));
  }

  /** Gives the disk back what is no longer used. @throws CallError */
  async compact(onprogress: (progress: WorkProgress) => void): Promise<void> {
    this.#polling.put(await stream("compact_history", {}, onprogress));
  }
}
