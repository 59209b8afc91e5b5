// Brokers that opened links speak of, each to be confirmed in the form: nothing connects by itself.
import type { Understood } from "../lib/bindings/api";
import type { Events } from "../lib/events";

/** A page that opens links without end must not leave a person closing forms without end; the engine keeps as many. */
const MOST = 8;

export class Offers {
  #waiting = $state.raw<readonly Understood[]>([]);

  /** `shed` hears how many links were left out. The one in the form and those before the others stay. */
  constructor(events: Events, shed: (count: number) => void) {
    events.on("offered", (links) => {
      const all = [...this.#waiting, ...links];
      this.#waiting = all.slice(0, MOST);
      if (all.length > MOST) shed(all.length - MOST);
    });
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
