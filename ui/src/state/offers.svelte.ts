// What opened links are: brokers, each to be confirmed in the form, and bundles to look at. Nothing connects and nothing is added by itself.
import type { Offer, Understood } from "../lib/bindings/api";
import type { Events } from "../lib/events";

/** A page that opens links without end must not leave a person closing forms without end; the engine keeps as many. */
const MOST = 8;

export class Offers {
  #waiting = $state.raw<readonly Offer[]>([]);

  /** `shed` hears how many links were left out. The one in the form and those before the others stay. */
  constructor(events: Events, shed: (count: number) => void) {
    events.on("offered", (links) => {
      const all = [...this.#waiting, ...links];
      this.#waiting = all.slice(0, MOST);
      if (all.length > MOST) shed(all.length - MOST);
    });
  }

  /** The oldest. */
  get first(): Offer | undefined {
    return this.#waiting[0];
  }

  /** What the oldest says of a broker, if it is of one. */
  get broker(): Understood | undefined {
    const { first } = this;
    return first?.kind === "broker" ? first.understood : undefined;
  }

  /** The oldest, if it is a link to take something in. */
  get bundle(): string | undefined {
    const { first } = this;
    return first?.kind === "bundle" ? first.link : undefined;
  }

  /** The form of the oldest was closed; the next may come. */
  settle(): void {
    this.#waiting = this.#waiting.slice(1);
  }
}
