// What the window is like, as state. Width decides layout; nothing asks which device this is.
import { MediaQuery } from "svelte/reactivity";
import type { Grid } from "./bindings/api";

const has = typeof window !== "undefined" && typeof window.matchMedia === "function";
const query = (text: string) => (has ? new MediaQuery(text) : { current: false });

const medium = query("(min-width: 600px)");
const wide = query("(min-width: 1024px)");
const dark = query("(prefers-color-scheme: dark)");
const fine = query("(pointer: fine)");

export const COLUMNS: Record<Grid, number> = { narrow: 4, medium: 8, wide: 12 };

export const media = {
  /** The grid of the board (ui.md: 4 columns under 600 px, 8 from 600, 12 from 1024). */
  get grid(): Grid {
    return wide.current ? "wide" : medium.current ? "medium" : "narrow";
  },
  /** A mouse or pen, so most likely a keyboard too. */
  get finePointer(): boolean {
    return fine.current;
  },
  get prefersDark(): boolean {
    return dark.current;
  },
};
