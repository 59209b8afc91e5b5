// Asks the same again and again for as long as somebody looks. What was heard stays until something newer comes.
import { errorWords, toAppError, type ErrorWords } from "./errors";

export class Polling<About, Answer> {
  #answer = $state.raw<Answer | undefined>();
  #failure = $state.raw<ErrorWords | undefined>();
  /** Counts the times it began or ended: an answer to an earlier one is not heard. */
  #turn = 0;
  /** Counts what was put: an answer to a question from before is older than that. */
  #puts = 0;
  #about: About | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Those who look now; it goes on until the last of them leaves. */
  #watchers = new Set<symbol>();
  #end: (() => void) | undefined;

  /** `pause`: milliseconds from an answer to the next question. */
  constructor(
    private readonly ask: (about: About) => Promise<Answer>,
    private readonly pause: number,
  ) {}

  get answer(): Answer | undefined {
    return this.#answer;
  }

  /** Why the newest question had no answer. */
  get failure(): ErrorWords | undefined {
    return this.#failure;
  }

  /** An answer that came in another way. */
  put(answer: Answer): void {
    this.#puts++;
    this.#answer = answer;
    this.#failure = undefined;
  }

  /**
   * Asks at once and then after each pause, until the returned function is called. Several may look at once: the newest says what is asked,
   * and all are told.
   */
  watch(about: About): () => void {
    const watcher = Symbol();
    this.#watchers.add(watcher);
    this.#end?.();
    this.#end = this.#begin(about);
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size > 0) return;
      this.#end?.();
      this.#end = undefined;
    };
  }

  #begin(about: About): () => void {
    const turn = ++this.#turn;
    if (about !== this.#about) this.#answer = undefined;
    this.#about = about;
    const again = () => {
      clearTimeout(this.#timer);
      if (document.visibilityState !== "hidden") void this.#ask(about, turn, again);
    };
    const seen = () => {
      if (document.visibilityState !== "hidden") again();
    };
    document.addEventListener("visibilitychange", seen);
    again();
    return () => {
      document.removeEventListener("visibilitychange", seen);
      clearTimeout(this.#timer);
      if (this.#turn === turn) this.#turn++;
    };
  }

  async #ask(about: About, turn: number, again: () => void): Promise<void> {
    const puts = this.#puts;
    let answer: Answer | undefined;
    let failure: ErrorWords | undefined;
    try {
      answer = await this.ask(about);
    } catch (cause) {
      failure = errorWords(toAppError(cause));
    }
    if (turn !== this.#turn) return;
    if (puts === this.#puts) {
      if (answer !== undefined) this.#answer = answer;
      this.#failure = failure;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(again, this.pause);
  }
}
