// A question before something is sent: what was pressed waits for a second press, elsewhere, and is forgotten after a while.
import { lay } from "../../lib/route/layers.svelte";
import { presses } from "./press";

/** A press that only asked is forgotten after this time, in milliseconds. */
const PATIENCE = 8_000;

export interface Question {
  /** What would be done, as a button says it. */
  words: string;
  send(): void;
}

export type Asking = ReturnType<typeof asking>;

/** Call it while the component is made. */
export function asking() {
  let open = $state.raw<Question>();
  /** A double tap asks and does not answer. */
  let meant = presses();

  $effect(() => {
    if (!open) return;
    const forget = () => (open = undefined);
    const timer = setTimeout(forget, PATIENCE);
    const end = lay({ holds: () => false, close: forget });
    return () => {
      clearTimeout(timer);
      end();
    };
  });

  return {
    get open() {
      return open;
    },
    ask(question: Question) {
      meant = presses();
      meant();
      open = question;
    },
    answer(yes: boolean) {
      if (!meant()) return;
      const asked = open;
      open = undefined;
      if (yes) asked?.send();
    },
  };
}
