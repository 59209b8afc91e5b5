// Brokers that opened links speak of, each to be confirmed in the form: nothing connects by itself.
import type { Understood } from "../lib/bindings/api";
import type { Events } from "../lib/events";

export class Offers {
  #waiting = $state.raw<readonly Understood[]>([]);

  constructor(events: Events) {
    events.on("offered", (links) => (this.#waiting = [...this.#waiting, ...links]));
  }

  /** The oldest. */
  get first(): Understood | undefined {
    return this.#waiting[0];
  }

  /** The form of the oldest was closed; the next may come. */
  settle(): void {
    this.#waiting = this.#waiting.slice(1);
  }
}
