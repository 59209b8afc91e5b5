// Where the person is, kept in the address: links are links, and the system's back button works. Each entry of the browser's
// history remembers the addresses before it, so that closing goes back where that leads to the same, and leaves nothing behind.
// Deliberately not here: what an address means (steps.ts, screens/places.ts).
import { addressOf, wordsOf } from "./address";
import { holding } from "./layers.svelte";

interface Entry {
  /** How many entries of ours are before it. */
  at: number;
  /** Their addresses, the newest last; the oldest of a long way are left out. */
  trail: readonly string[];
}

/** So many places a person goes back through, more than anyone counts. */
const LONGEST = 50;

const FIRST: Entry = { at: 0, trail: [] };
const here = () => addressOf(wordsOf(location.hash));
const entryHere = (): Entry | undefined => {
  const state = history.state as Partial<Entry> | null;
  return typeof state?.at === "number" && Array.isArray(state.trail) ? (state as Entry) : undefined;
};

let address = $state("#/");
let entry: Entry = FIRST;
/** The browser is on its way from this entry: what it is to do next waits until it has arrived. */
let left: number | undefined;
const waiting: (() => void)[] = [];

// Some browsers tell the one, some the other, most both.
window.addEventListener("popstate", arrive);
window.addEventListener("hashchange", arrive);

export const route = {
  get address(): string {
    return address;
  },
};

/** Reads where the app is opened. Not before: a host may find its invitation in the address, and takes it out first. */
export function begin(): void {
  entry = entryHere() ?? FIRST;
  address = here();
  history.replaceState(entry, "");
}

/** Goes to an address; "back" returns here. */
export function open(to: string): void {
  if (to === address) return;
  const next = following();
  become(next, to);
  inTurn(() => history.pushState(next, "", to));
}

/** Goes there in place of the present one: "back" does not return to what is not there any more. */
export function instead(to: string): void {
  if (to === address) return;
  const same = entry;
  become(same, to);
  inTurn(() => history.replaceState(same, "", to));
}

/** Closes what is here and goes to an address below: back, if one came from there. */
export function leaveTo(to: string): void {
  const { at, trail } = entry;
  const place = trail.lastIndexOf(to);
  if (to === address) return;
  if (place < 0) return instead(to);
  const back = place - trail.length;
  become({ at: at + back, trail: trail.slice(0, place) }, to);
  inTurn(() => travel(at, back));
}

/** A link inside the app, pressed as it is: it becomes an entry like any other. */
export function followed(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const to = link?.getAttribute("href");
  if (!to?.startsWith("#") || link?.target) return;
  event.preventDefault();
  open(addressOf(wordsOf(to)));
}

const following = (): Entry => ({ at: entry.at + 1, trail: [...entry.trail, address].slice(-LONGEST) });

/** At once on the screen; the browser follows. */
function become(next: Entry, to: string): void {
  [entry, address] = [next, to];
}

function inTurn(run: () => void): void {
  waiting.push(run);
  goOn();
}

function goOn(): void {
  while (left === undefined) {
    const run = waiting.shift();
    if (!run) return;
    run();
  }
}

function travel(from: number, by: number): void {
  left = from;
  history.go(by);
}

function arrive(): void {
  const to = here();
  let there = entryHere();
  if (left !== undefined) {
    // What is told of the way before is no arrival.
    if (there?.at === left) return;
    left = undefined;
    if (waiting.length === 0) become(there ?? entry, to);
    return goOn();
  }
  if (to === address && there?.at === entry.at) return;
  if (!there) {
    // Typed by a person, or set by who drives the browser.
    there = following();
    history.replaceState(there, "");
  }
  const held = holding();
  if (held && there.at !== entry.at) {
    travel(there.at, entry.at - there.at);
    held.close();
    return;
  }
  become(there, to);
}
