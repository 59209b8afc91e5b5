// What a person can close, in the order it was laid: sheets, what fills the window, questions, menus, what was asked of a tile. `Escape`
// closes the topmost. So does "back" where that has no address of its own, or has something typed that going away would lose; where it
// has one, going back is going to another address.

import { untrack } from "svelte";

export interface Layer {
  /** Whether "back" is for this layer, and not for the place it belongs to. */
  holds(): boolean;
  /** Closes it, or asks first. */
  close(): void;
}

let layers = $state.raw<readonly Layer[]>([]);

/** Until the returned function is called. */
export function lay(layer: Layer): () => void {
  untrack(() => (layers = [...layers, layer]));
  return () => untrack(() => (layers = layers.filter((it) => it !== layer)));
}

/** The topmost that "back" is for. */
export const holding = (): Layer | undefined => layers.findLast((it) => it.holds());

/** Closes what is on top, as `Escape` does. */
export const closeTopmost = (): void => layers.at(-1)?.close();

// On the window: what has a use of its own for the key (a crosshair, a slider that is held) hears it first, and prevents the default.
window.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || layers.length === 0) return;
  event.preventDefault();
  closeTopmost();
});
