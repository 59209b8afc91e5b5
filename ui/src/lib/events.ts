// What the engine tells this page without being asked for each thing, in batches that the page pulls: asking for the next one says that
// the last one is shown. Each state file subscribes to its own topic.
import type { RoomEvent } from "./bindings/api";
import { call } from "./call";

export type Topic = RoomEvent["topic"];
export type News<T extends Topic> = Extract<RoomEvent, { topic: T }>["news"];

/** A frame that never comes (hidden window, throttled web view) must not stop the events for longer than this. Milliseconds. */
const LONGEST_FRAME = 250;

/** After a refused question, or one that another page of this window took over, it is asked again. Milliseconds. */
const RETRY = 1000;

export class Events {
  #listeners = new Map<Topic, ((news: never) => void)[]>();
  #beginnings: (() => void)[] = [];
  #last = 0;
  #asks = false;

  /** Hears of a topic for as long as the page lives. */
  on<T extends Topic>(topic: T, listener: (news: News<T>) => void): void {
    this.#listeners.set(topic, [...(this.#listeners.get(topic) ?? []), listener]);
  }

  /** Runs when the engine knows nothing of this page yet: at the start, and when it had to begin anew. */
  onbegin(run: () => void): void {
    this.#beginnings.push(run);
  }

  /** Begins to ask. A second time does nothing. */
  start(): void {
    if (this.#asks) return;
    this.#asks = true;
    document.addEventListener("visibilitychange", sendVisible);
    this.#begin();
    void this.#pull();
  }

  /** Asks nothing more. */
  stop(): void {
    this.#asks = false;
    document.removeEventListener("visibilitychange", sendVisible);
  }

  #begin(): void {
    sendVisible();
    for (const run of this.#beginnings) run();
  }

  async #pull(): Promise<void> {
    while (this.#asks) {
      try {
        const { batch, events } = await call("next_events", { after: this.#last });
        if (events.length === 0) {
          await pause(RETRY);
          continue;
        }
        // It counts from the beginning: this is another client to the engine than the one that asked before.
        if (batch <= this.#last) this.#begin();
        this.#last = batch;
        for (const event of events) this.#tell(event);
        await shown();
      } catch {
        // If the engine is gone, the next thing a person does says so.
        await pause(RETRY);
      }
    }
  }

  #tell({ topic, news }: RoomEvent): void {
    for (const listener of this.#listeners.get(topic) ?? []) {
      try {
        (listener as (news: unknown) => void)(news);
      } catch (cause) {
        // eslint-disable-next-line no-console -- one that fails must not stop what the others hear, nor the next batch
        console.error(cause);
      }
    }
  }
}

function sendVisible(): void {
  call("set_visible", { visible: document.visibilityState !== "hidden" }).catch(() => undefined);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Resolves when what was told is on the screen. */
function shown(): Promise<void> {
  return new Promise((done) => {
    const once = () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      done();
    };
    const timer = setTimeout(once, document.visibilityState === "hidden" ? 0 : LONGEST_FRAME);
    const frame = requestAnimationFrame(once);
  });
}
