// What the series said at the crosshair. One question at a time, the newest wins; the last answer stays until the next.
import type { BindingKey, Moment, MomentRequest } from "../bindings/api";
import { call } from "../call";

export interface Answered {
  at: number;
  moments: ReadonlyMap<BindingKey, Moment>;
}

export class Moments {
  #answered = $state.raw<Answered>();
  #asking = false;
  #next: MomentRequest | undefined;
  #wanted = false;

  /** Undefined without a crosshair, and until the first answer. */
  get answered(): Answered | undefined {
    return this.#answered;
  }

  /** `around`: what a pixel stands for, in milliseconds. */
  ask(bindings: BindingKey[], at: number, around: number): void {
    this.#wanted = true;
    this.#next = { bindings, at: Math.round(at), around: Math.max(Math.round(around), 1) };
    if (!this.#asking) void this.#go();
  }

  /** The crosshair is gone; an answer that is still to come is not shown. */
  clear(): void {
    this.#wanted = false;
    this.#next = undefined;
    this.#answered = undefined;
  }

  async #go(): Promise<void> {
    this.#asking = true;
    while (this.#next) {
      const request = this.#next;
      this.#next = undefined;
      try {
        const moments = await call("chart_moment", { request });
        if (this.#wanted) {
          this.#answered = { at: request.at, moments: new Map(moments.map((it) => [it.binding, it])) };
        }
      } catch {
        // The line stays where it is without values; the next movement asks again.
      }
    }
    this.#asking = false;
  }
}
