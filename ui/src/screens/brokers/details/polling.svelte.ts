// Asks again and again how a connection is, for as long as somebody looks. What was heard stays until something newer comes.
import type { BrokerId, ConnectionDetails } from "../../../lib/bindings/api";
import { errorWords, toAppError, type ErrorWords } from "../../../lib/errors";
import type { Connections } from "../../../state/connections.svelte";

export class Polling {
  #details = $state.raw<ConnectionDetails | undefined>();
  #failure = $state.raw<ErrorWords | undefined>();
  /** Counts the times it began or ended: an answer to an earlier one is not heard. */
  #turn = 0;
  #id: BrokerId | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly pause: number,
  ) {}

  get details(): ConnectionDetails | undefined {
    return this.#details;
  }

  /** Why the newest question had no answer. */
  get failure(): ErrorWords | undefined {
    return this.#failure;
  }

  /** Asks at once and then `pause` milliseconds after each answer, until the returned function is called. */
  watch(id: BrokerId): () => void {
    const turn = ++this.#turn;
    if (id !== this.#id) this.#details = undefined;
    this.#id = id;
    const again = () => {
      clearTimeout(this.#timer);
      if (document.visibilityState !== "hidden") void this.#ask(id, turn, again);
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

  async #ask(id: BrokerId, turn: number, again: () => void): Promise<void> {
    let details: ConnectionDetails | undefined;
    let failure: ErrorWords | undefined;
    try {
      details = await this.connections.details(id);
    } catch (cause) {
      failure = errorWords(toAppError(cause));
    }
    if (turn !== this.#turn) return;
    if (details) this.#details = details;
    this.#failure = failure;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(again, this.pause);
  }
}
