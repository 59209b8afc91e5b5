// A finger that rests on a tile asks what there is to know about it.
import type { Attachment } from "svelte/attachments";

/** Milliseconds. */
const LONG = 500;
/** What a resting finger may tremble, in CSS pixels. */
const STILL = 10;

/**
 * Calls `onhold` after a long press with the first button or finger. The click that ends it is swallowed: who asks does not
 * press. What has a use of its own for a resting finger says so with `data-hold="own"`.
 */
export function hold(onhold: () => void): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start: PointerEvent | undefined;
    let held = false;

    function end() {
      clearTimeout(timer);
      timer = start = undefined;
    }
    function down(event: PointerEvent) {
      end();
      held = false;
      if (event.button !== 0 || !event.isPrimary) return;
      if (event.target instanceof Element && event.target.closest('[data-hold="own"]')) return;
      start = event;
      timer = setTimeout(() => {
        end();
        held = true;
        onhold();
      }, LONG);
    }
    function move(event: PointerEvent) {
      if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > STILL) end();
    }
    function click(event: MouseEvent) {
      // A key's click has no pointer before it.
      if (!held || event.detail === 0) return;
      held = false;
      event.preventDefault();
      event.stopPropagation();
    }
    /** Android offers its menu for a long press. */
    function menu(event: Event) {
      if (start?.pointerType === "touch" || held) event.preventDefault();
    }

    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerup", end, { signal });
    element.addEventListener("pointercancel", end, { signal });
    element.addEventListener("pointerleave", end, { signal });
    element.addEventListener("click", click, { signal, capture: true });
    element.addEventListener("contextmenu", menu, { signal });
    return () => {
      end();
      listening.abort();
    };
  };
}
