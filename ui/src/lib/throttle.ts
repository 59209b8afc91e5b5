// For what may be asked for more often than it should be done.

/** Runs a job at most once per `interval`; calls in between become one run at its end. */
export class Throttle {
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly interval: number,
    private readonly job: () => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  request(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#last + this.interval - this.clock();
    if (wait <= 0) this.now();
    else this.#timer = setTimeout(() => this.now(), wait);
  }

  /** Does not wait; the next request does. */
  now(): void {
    this.stop();
    this.#last = this.clock();
    this.job();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
