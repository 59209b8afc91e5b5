// Asks for pictures one at a time: what is wanted while one is under way becomes one more, of the newest wish. The old picture
// stays until the new one is there.
import type { ChartRequest } from "../bindings/api";
import { drawChart, parsePicture, type Picture } from "./picture";

export interface Drawn extends Picture {
  request: ChartRequest;
}

export class Drawing {
  #drawn = $state.raw<Drawn>();
  #failure = $state.raw<unknown>();
  #busy = $state(false);
  #again = false;
  #gone = false;

  /** `wish` says what is wanted now, or that there is nothing to draw at present. */
  constructor(private readonly wish: () => ChartRequest | undefined) {}

  get drawn(): Drawn | undefined {
    return this.#drawn;
  }

  /** Why the last one did not come. */
  get failure(): unknown {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#busy;
  }

  request(): void {
    if (this.#gone) return;
    if (this.#busy) this.#again = true;
    else void this.#draw();
  }

  async #draw(): Promise<void> {
    const request = this.wish();
    if (!request) return;
    this.#busy = true;
    try {
      const picture = parsePicture(await drawChart(request));
      if (this.#gone) return;
      picture.svg.setAttribute("preserveAspectRatio", "none");
      picture.svg.setAttribute("aria-hidden", "true");
      this.#drawn = { ...picture, request };
      this.#failure = undefined;
    } catch (cause) {
      this.#failure = cause;
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.request();
      }
    }
  }

  /** Nothing is asked for after this. */
  end(): void {
    this.#gone = true;
  }
}
