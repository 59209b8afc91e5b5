// A number that is set in steps. Presses are collected: a finger that taps five times wants one number.
import { t } from "../../lib/text/index";
import type { Setting } from "./setting.svelte";
import { numberIn } from "./show";
import { snap, type Scale } from "./steps";

/** Milliseconds after the last press until it is sent. */
const PAUSE = 600;

const KEYS: Record<string, number> = {
  ArrowUp: 1,
  ArrowRight: 1,
  PageUp: 10,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageDown: -10,
};

export interface Stepped {
  readonly scale: Scale;
  /** Inside the scale, where something else stands in the way: none may be set beyond it. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  write(value: number): string;
  /** As the device says it, with the digits that it gives. */
  tell(value: number): string;
}

export type Stepping = ReturnType<typeof stepping>;

/** Call it while the component is made. */
export function stepping(it: Setting, of: Stepped) {
  const told = $derived(numberIn(it.reading));
  let wanted = $state<number>();
  const base = $derived.by(() => {
    const onItsWay = it.onItsWay ?? it.last;
    if (wanted !== undefined) return wanted;
    return typeof onItsWay === "number" ? onItsWay : told;
  });
  const least = $derived(Math.max(of.scale.minimum, of.least ?? -Infinity));
  const most = $derived(Math.min(of.scale.maximum, of.most ?? Infinity));
  /** Where nobody answers one begins at the minimum, and says so; where somebody does, one waits to hear where it stands. */
  const begins = $derived(!it.answers && base === undefined);
  const only = $derived.by(() => {
    if (it.answers) return undefined;
    const sent = wanted ?? it.onItsWay ?? it.last;
    return typeof sent === "number" ? sent : undefined;
  });
  const note = $derived(
    begins && it.note === t.tiles.command.lastNotKnown ? t.tiles.steps.begins(of.write(of.scale.minimum)) : it.note,
  );
  const ready = $derived(it.ready && (begins || base !== undefined));
  const spoken = $derived.by(() => {
    if (wanted !== undefined) return t.tiles.steps.to(of.write(wanted));
    if (told !== undefined) return of.tell(told);
    return note ?? it.data.words ?? t.tiles.states.unknown;
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  // What was pressed is meant, also when the board is left right after it.
  $effect(() => () => send());

  function step(by: number) {
    if (!ready || (base === undefined && by < 0)) return;
    const next = base === undefined ? of.scale.minimum : snap(base + by * of.scale.step, of.scale);
    if (next === base || (by > 0 && next > most) || (by < 0 && next < least)) return;
    wanted = next;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }
  function send() {
    clearTimeout(timer);
    const value = wanted;
    if (value === undefined) return;
    wanted = undefined;
    it.send(value);
  }

  return {
    /** What the device says. */
    get told() {
      return told;
    },
    /** Pressed, and not sent yet. */
    get wanted() {
      return wanted;
    },
    /** From where the next step goes: what is wanted, what is on its way, else where the device is. */
    get base() {
      return base;
    },
    /** All there is to show where nobody answers: what was sent. */
    get only() {
      return only;
    },
    /** For the line under the title. */
    get words() {
      return wanted === undefined ? note : t.tiles.steps.to(of.write(wanted));
    },
    get spoken() {
      return spoken;
    },
    get ready() {
      return ready;
    },
    get busy() {
      return it.report?.state === "sending";
    },
    get less() {
      return ready && base !== undefined && base > least;
    },
    get more() {
      return ready && (base === undefined || base < most);
    },
    get scale() {
      return of.scale;
    },
    step,
    keydown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && wanted !== undefined) {
        event.preventDefault();
        clearTimeout(timer);
        wanted = undefined;
      } else if (event.key === "Enter" && wanted !== undefined) {
        event.preventDefault();
        send();
      } else if (KEYS[event.key] !== undefined) {
        event.preventDefault();
        step(KEYS[event.key] ?? 0);
      }
    },
  };
}
