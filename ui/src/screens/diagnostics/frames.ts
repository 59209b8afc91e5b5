// How smoothly the window draws: the gaps between its frames. A gap is as long as the longest thing that kept the window from drawing.

/** Frames of so many milliseconds are looked back at. */
const SPAN = 10_000;

export interface Smoothness {
  /** Frames a second over the last ten seconds. */
  perSecond: number;
  /** Milliseconds: the longest gap between two frames of the last ten seconds, and since this was opened. */
  longest: number;
  longestEver: number;
}

export class Frames {
  /** When each of the last frames was drawn. */
  #at: number[] = [];
  #longestEver = 0;

  /** A frame is drawn at `at` milliseconds. */
  drawn(at: number): void {
    const last = this.#at.at(-1);
    if (last !== undefined) this.#longestEver = Math.max(this.#longestEver, at - last);
    this.#at.push(at);
    const first = this.#at.findIndex((it) => it >= at - SPAN);
    if (first > 0) this.#at.splice(0, first);
  }

  /** The window was hidden: what was not drawn meanwhile is no gap. */
  rested(): void {
    this.#at = [];
  }

  /** Undefined until a second was seen. */
  smoothness(): Smoothness | undefined {
    const [first, last] = [this.#at[0], this.#at.at(-1)];
    if (first === undefined || last === undefined || last - first < 1_000) return undefined;
    let longest = 0;
    for (let n = 1; n < this.#at.length; n++) longest = Math.max(longest, (this.#at[n] ?? 0) - (this.#at[n - 1] ?? 0));
    return {
      perSecond: ((this.#at.length - 1) * 1_000) / (last - first),
      longest,
      longestEver: this.#longestEver,
    };
  }
}

/** Watches the window's frames until the returned function is called. */
export function watchFrames(frames: Frames): () => void {
  let next = requestAnimationFrame(again);
  function again(at: number) {
    frames.drawn(at);
    next = requestAnimationFrame(again);
  }
  const seen = () => {
    if (document.visibilityState === "hidden") frames.rested();
  };
  document.addEventListener("visibilitychange", seen);
  return () => {
    cancelAnimationFrame(next);
    document.removeEventListener("visibilitychange", seen);
  };
}
