// From pointers and the wheel to what they mean over a plot. The arithmetic is in gestures.ts; nothing here knows of time.
import type { Attachment } from "svelte/attachments";

/** Parts of the plot's width from its left edge; beside the plot it is below 0 or above 1. */
type Share = number;

export interface Meanings {
  /** Where the plot lies in the element, in CSS pixels. */
  plot(): { left: number; width: number } | undefined;
  /** A pointer points, or none does any more. */
  point(x: number | undefined): void;
  /** Whether a drag that begins here moves the crosshair and not the picture. */
  scrubs(x: number): boolean;
  /** A gesture begins; what follows is measured from here. */
  begin(): void;
  pan(share: Share): void;
  pinch(before: [Share, Share], after: [Share, Share]): void;
  wheel(event: WheelEvent, around: Share): void;
  reset(): void;
}

/** Pixels a pointer moves before a press becomes a drag. */
const SLOP = 5;
/** Between the taps of a double tap, in milliseconds and CSS pixels. */
const TWICE = { within: 320, near: 28 };
/** A finger that rests so long takes the crosshair along, in milliseconds. */
const REST = 350;

interface Finger {
  start: number;
  x: number;
  y: number;
}

export function pointers(meanings: Meanings): Attachment<HTMLElement> {
  return (element) => {
    const fingers = new Map<number, Finger>();
    let mode: "none" | "press" | "pan" | "scrub" | "pinch" = "none";
    /** The press began at the crosshair. */
    let grips = false;
    let resting: ReturnType<typeof setTimeout> | undefined;
    let tapped: { at: number; x: number } | undefined;

    const xOf = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left;
    function share(x: number): Share {
      const plot = meanings.plot();
      return plot && plot.width > 0 ? (x - plot.left) / plot.width : 0;
    }
    const two = (pick: (it: Finger) => number): [Share, Share] => {
      const [a, b] = [...fingers.values()];
      return [a ? share(pick(a)) : 0, b ? share(pick(b)) : 0];
    };
    /** A finger came or went: the rest begins anew where it is. */
    function settle(next: typeof mode) {
      for (const it of fingers.values()) it.start = it.x;
      mode = next;
      if (next === "pan" || next === "pinch") meanings.begin();
    }

    function down(event: PointerEvent) {
      if (event.button !== 0 || fingers.size === 2) return;
      const x = xOf(event);
      fingers.set(event.pointerId, { start: x, x, y: event.clientY });
      clearTimeout(resting);
      grips = false;
      if (fingers.size === 2) {
        for (const id of fingers.keys()) hold(id);
        meanings.point(undefined);
        return settle("pinch");
      }
      mode = "press";
      if (event.pointerType === "mouse") return;
      grips = meanings.scrubs(x);
      resting = setTimeout(() => {
        mode = "scrub";
        hold(event.pointerId);
        meanings.point(fingers.get(event.pointerId)?.x);
      }, REST);
    }
    function move(event: PointerEvent) {
      const finger = fingers.get(event.pointerId);
      if (!finger) {
        if (event.pointerType === "mouse" && mode === "none") meanings.point(xOf(event));
        return;
      }
      if (event.pointerType === "mouse" && event.buttons === 0) return up(event);
      finger.x = xOf(event);
      if (mode === "press" && Math.abs(finger.x - finger.start) > SLOP) {
        clearTimeout(resting);
        hold(event.pointerId);
        if (grips) mode = "scrub";
        else {
          meanings.point(undefined);
          mode = "pan";
          meanings.begin();
        }
      }
      if (mode === "pan") meanings.pan(share(finger.x) - share(finger.start));
      else if (mode === "scrub") meanings.point(finger.x);
      else if (mode === "pinch")
        meanings.pinch(
          two((it) => it.start),
          two((it) => it.x),
        );
    }
    function up(event: PointerEvent) {
      const finger = fingers.get(event.pointerId);
      if (!finger) return;
      fingers.delete(event.pointerId);
      clearTimeout(resting);
      if (mode === "pinch" && fingers.size === 1) return settle("pan");
      const was = mode;
      mode = "none";
      if (was === "press") tap(event, finger);
    }
    function tap(event: PointerEvent, finger: Finger) {
      if (event.pointerType === "mouse") return;
      const twice = tapped && event.timeStamp - tapped.at < TWICE.within && Math.abs(tapped.x - finger.x) < TWICE.near;
      tapped = twice ? undefined : { at: event.timeStamp, x: finger.x };
      if (twice) meanings.reset();
      else meanings.point(finger.x);
    }
    /** The browser took the finger, to scroll. */
    function cancel(event: PointerEvent) {
      if (!fingers.delete(event.pointerId)) return;
      clearTimeout(resting);
      mode = "none";
      fingers.clear();
    }
    function leave(event: PointerEvent) {
      if (event.pointerType === "mouse" && mode === "none") meanings.point(undefined);
    }
    function hold(id: number) {
      element.setPointerCapture?.(id);
    }
    function wheel(event: WheelEvent) {
      meanings.wheel(event, Math.min(Math.max(share(xOf(event)), 0), 1));
    }

    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerup", up, { signal });
    element.addEventListener("pointercancel", cancel, { signal });
    element.addEventListener("pointerleave", leave, { signal });
    element.addEventListener("dblclick", () => meanings.reset(), { signal });
    element.addEventListener("wheel", wheel, { signal, passive: false });
    return () => {
      clearTimeout(resting);
      listening.abort();
    };
  };
}
