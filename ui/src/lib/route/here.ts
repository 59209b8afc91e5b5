// Where a component stands among the places, and the ways from there.
import { getContext, setContext } from "svelte";

export interface Here {
  /** What lies over the place; undefined: it is on top. */
  readonly covered: "sheet" | "full" | undefined;
  /** Goes to what is below. */
  close(): void;
  /** Lays another place over this one. The words are its address from here. */
  over(...words: string[]): void;
  /** Puts other words in the place of its own part of the address; what lies over it stays. */
  become(...words: string[]): void;
  /** Goes to other words of its own: back, if one came from there. */
  backTo(...words: string[]): void;
}

interface Standing {
  here: Here;
  /** The place is a sheet, and it is not there yet: the next one is it. */
  awaits: boolean;
}

const KEY = Symbol("place");

/** `sheet`: the place is a sheet; others inside are questions of its own. */
export function provideHere(here: Here, sheet: boolean): void {
  setContext<Standing>(KEY, { here, awaits: sheet });
}

export function useHere(): Here {
  return getContext<Standing>(KEY).here;
}

/** Whether the sheet that asks is the place itself; until the returned function is called no other one is. */
export function claimPlace(): (() => void) | undefined {
  const standing = getContext<Standing | undefined>(KEY);
  if (!standing?.awaits) return undefined;
  standing.awaits = false;
  return () => (standing.awaits = true);
}
