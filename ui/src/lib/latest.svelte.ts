// One question at a time, the newest wins; the last answer stays until the next is there.

export class Latest<Q, A> {
  #answer = $state.raw<A>();
  #failure = $state.raw<unknown>();
  #busy = $state(false);
  #next: { question: Q } | undefined;
  #gone = false;

  constructor(private readonly put: (question: Q) => Promise<A>) {}

  get answer(): A | undefined {
    return this.#answer;
  }

  /** Why the newest question has no answer. */
  get failure(): unknown {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#busy;
  }

  ask(question: Q): void {
    if (this.#gone) return;
    this.#next = { question };
    if (!this.#busy) void this.#go();
  }

  async #go(): Promise<void> {
    this.#busy = true;
    while (this.#next && !this.#gone) {
      const { question } = this.#next;
      this.#next = undefined;
      try {
        this.#answer = await this.put(question);
        this.#failure = undefined;
      } catch (cause) {
        this.#failure = cause;
      }
    }
    this.#busy = false;
  }

  /** Nothing is asked for after this. */
  end(): void {
    this.#gone = true;
  }
}
