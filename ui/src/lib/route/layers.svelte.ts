// What lies over the screen and has no address of its own (a question, a menu), or has something typed that going away would lose.
// The back button closes the topmost of these, and nothing else.

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
