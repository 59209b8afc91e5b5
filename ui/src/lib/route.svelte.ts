// Where the person is, kept in the address: links are links, and the back button works.
import type { TileId } from "./bindings/api";

export type Route = "home" | "settings";

const HISTORY = "#/history/";

const read = (): Route => (location.hash === "#/settings" ? "settings" : "home");
const readHistory = (): TileId | undefined =>
  location.hash.startsWith(HISTORY) ? decoded(location.hash.slice(HISTORY.length)) || undefined : undefined;

let current = $state<Route>(read());
let history = $state<TileId | undefined>(readHistory());
/** There is a screen of ours to go back to. */
let opened = false;
/** Closed, and the address does not say so yet. */
let leaving = false;

window.addEventListener("hashchange", () => {
  current = read();
  history = readHistory();
  leaving = false;
  if (history === undefined) opened = false;
});

export const href: Record<Route, string> = { home: "#/", settings: "#/settings" };

export const route = {
  get current(): Route {
    return current;
  },
  /** The tile whose history lies over the screen. */
  get history(): TileId | undefined {
    return history;
  },
};

/** Goes to a screen in place of the present one: "back" does not return to what is not there any more. */
export function goInstead(to: Route): void {
  location.replace(href[to]);
}

/** Lays a tile's history over the screen; "back" takes it away. */
export function openHistory(tile: TileId): void {
  opened = true;
  location.hash = HISTORY + encodeURIComponent(tile);
}

/** A key that is held down goes back once. */
export function closeHistory(): void {
  if (leaving || history === undefined) return;
  leaving = true;
  if (opened) window.history.back();
  else goInstead("home");
}

/** Of a link that was typed, anything may come. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
