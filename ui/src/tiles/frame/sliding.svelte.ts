// The hand on a slider: a finger or a mouse, or keys. What it chose is sent once: when the finger is lifted, or the last key was a while ago.
import { clamp, snap, type Scale } from "./steps";

/** Milliseconds after the last key: a hand that presses five times wants one value. */
const PAUSE = 400;

const KEYS: Record<string, (at: number, scale: Scale) => number> = {
  ArrowRight: (at, { step }) => at + step,
  ArrowUp: (at, { step }) => at + step,
  ArrowLeft: (at, { step }) => at - step,
  ArrowDown: (at, { step }) => at - step,
  PageUp: (at, { step }) => at + step * 10,
  PageDown: (at, { step }) => at - step * 10,
  Home: (_, { minimum }) => minimum,
  End: (_, { maximum }) => maximum,
};

type On<E> = E & { currentTarget: HTMLElement };

export interface Slid {
  readonly scale: Scale;
  /** Where it stands; undefined: nobody knows. */
  readonly value: number | undefined;
  /** It answers to a hand. */
  readonly ready: boolean;
  send(value: number): void;
}

/** Call it while the component is made. */
export function sliding(slid: Slid) {
  /** Under the finger, or chosen with keys and not sent yet. */
  let wanted = $state<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dragging = false;

  function send() {
    clearTimeout(timer);
    if (wanted === undefined) return;
    const meant = wanted;
    wanted = undefined;
    slid.send(meant);
  }
  // What was chosen is meant, also when the board is left right after it.
  $effect(() => () => send());

  /** The finger scrolls the page: nothing was meant. */
  function cancel() {
    dragging = false;
    clearTimeout(timer);
    wanted = undefined;
  }

  function under({ currentTarget: track, clientX }: On<PointerEvent>): number {
    const { scale } = slid;
    const box = track.getBoundingClientRect();
    if (box.width === 0) return slid.value ?? scale.minimum;
    const right = getComputedStyle(track).direction === "rtl";
    const part = clamp((clientX - box.left) / box.width, 0, 1);
    return snap(scale.minimum + (right ? 1 - part : part) * (scale.maximum - scale.minimum), scale);
  }

  return {
    get wanted() {
      return wanted;
    },
    /** What the slider does with each event, by the name of its attribute. */
    hand: {
      onpointerdown(event: On<PointerEvent>) {
        if (!slid.ready || event.button !== 0) return;
        dragging = true;
        clearTimeout(timer);
        event.currentTarget.setPointerCapture?.(event.pointerId);
        wanted = under(event);
      },
      onpointermove(event: On<PointerEvent>) {
        if (dragging) wanted = under(event);
      },
      onpointerup() {
        if (!dragging) return;
        dragging = false;
        send();
      },
      onpointercancel: cancel,
      onkeydown(event: KeyboardEvent) {
        if (event.key === "Escape" && wanted !== undefined) {
          event.preventDefault();
          cancel();
          return;
        }
        if (event.key === "Enter") send();
        const next = KEYS[event.key];
        if (!next || !slid.ready || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        clearTimeout(timer);
        const { scale } = slid;
        wanted = snap(next(slid.value ?? scale.minimum, scale), scale);
      },
      onkeyup(event: KeyboardEvent) {
        clearTimeout(timer);
        if (KEYS[event.key]) timer = setTimeout(send, PAUSE);
      },
      onblur() {
        if (dragging) cancel();
        else send();
      },
    },
  };
}
