// Asking the engine what changes while it is asked: one question is under way at a time, and of those that come meanwhile only the newest
// is put after it. What was answered last is shown until the next answer is there. Asking the same at intervals is polling.svelte.ts.
import { untrack } from "svelte";

export class Ask<Question, Answer> {
  #answer = $state.raw<Answer>();
  #failure = $state.raw<unknown>();
  #busy = $state(false);
  #newest: { question: Question } | undefined;
  /** It waits for the one under way. */
  #waits = false;
  /** Counts what makes an answer under way unwanted. */
  #turn = 0;
  #ended = false;

  /** What `put` returns is what is shown: it may read and check what the engine said. */
  constructor(private readonly put: (question: Question) => Promise<Answer>) {}

  /** Of the newest question that has one; undefined before the first, and once more after `forget`. */
  get answer(): Answer | undefined {
    return this.#answer;
  }

  /** Why the newest question that was put has none; `errorWords(toAppError(it))` says it. */
  get failure(): unknown {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#busy;
  }

  ask(question: Question): void {
    if (this.#ended) return;
    this.#newest = { question };
    this.#waits = true;
    // Who asks in an effect waits for what it read itself, not for what is read to put the question.
    untrack(() => {
      if (!this.#busy) void this.#go();
    });
  }

  /** The newest question once more. */
  retry(): void {
    if (this.#newest) this.ask(this.#newest.question);
  }

  /** Nothing is asked any more: what was answered is gone, and an answer that is still to come is not shown. */
  forget(): void {
    this.#turn++;
    this.#waits = false;
    this.#newest = undefined;
    this.#answer = this.#failure = undefined;
  }

  /** Nothing is asked or shown anew after this. */
  end(): void {
    this.#ended = true;
    this.#turn++;
    this.#waits = false;
  }

  async #go(): Promise<void> {
    this.#busy = true;
    while (this.#waits && this.#newest) {
      this.#waits = false;
      const turn = this.#turn;
      const { question } = this.#newest;
      try {
        const answer = await this.put(question);
        if (turn !== this.#turn) continue;
        this.#answer = answer;
        this.#failure = undefined;
      } catch (cause) {
        if (turn === this.#turn) this.#failure = cause;
      }
    }
    this.#busy = false;
  }
}
