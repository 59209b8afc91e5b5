// All places. The folders are the list: adding one is adding a folder.
import type { Component } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import type { Place } from "./place";

const found = import.meta.glob<{ default: Place }>("./**/index.ts", { eager: true });

export const places: readonly Place[] = Object.values(found).map((it) => it.default);

/** Where the app begins, and where it is while there is nothing to look at. */
export const HOME = "home";
export const WELCOME = "welcome";

const views = new SvelteMap<Place, Component<Record<string, string>>>();

/** Undefined until it was loaded. */
export const viewOf = (place: Place): Component<Record<string, string>> | undefined => views.get(place);

/** Rejects when the code does not load. */
export async function loadView(place: Place): Promise<void> {
  if (!views.has(place)) views.set(place, (await place.load()).default);
}

/** Loads all that is not there yet, so that nothing is waited for later. What fails is asked for again when it is opened. */
export async function preloadPlaces(): Promise<void> {
  await Promise.allSettled(places.map(loadView));
}
