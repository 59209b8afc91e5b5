// The theme on the root element: tokens.css does the rest.
import type { Theme } from "./bindings/api";
import { media } from "./media.svelte";

/** Keeps `data-theme` right for as long as the calling component lives. */
export function showTheme(theme: () => Theme): void {
  $effect(() => {
    const wanted = theme();
    const shown = wanted === "system" ? (media.prefersDark ? "dark" : "light") : wanted;
    document.documentElement.dataset["theme"] = shown;
  });
}
