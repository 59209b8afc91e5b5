// One ticking clock for all that says "2 min ago" or counts down. Stands still while the window is hidden or nobody reads it.
import { createSubscriber } from "svelte/reactivity";

let time = $state(Date.now());

const subscribe = createSubscriber(() => {
  const tick = () => {
    if (document.visibilityState !== "hidden") time = Date.now();
  };
  tick();
  const timer = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
});

/** Milliseconds since 1970, refreshed every second while it is read by something on the screen. */
export function now(): number {
  subscribe();
  return time;
}
