// The tokens change with the theme; a picture that was drawn with them must be drawn again.
import { createSubscriber } from "svelte/reactivity";

let version = 0;

const subscribe = createSubscriber((update) => {
  const changed = () => {
    version += 1;
    update();
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
  const scheme = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: light)") : undefined;
  scheme?.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    scheme?.removeEventListener("change", changed);
  };
});

/** Counts the changes of the theme. Reading it in an effect runs the effect again after each. */
export function themeVersion(): number {
  subscribe();
  return version;
}
