// One press is one command. A finger that slips, a double tap and a held key are one press.

/** A press within this time after the last one, in milliseconds, was not meant. */
const SLIP = 300;
/** The same once the device has answered: who saw it answer may mean the next press, a double tap is still one. */
export const SLIP_ANSWERED = 150;

/** Tells the presses of one control that were meant. One for each control. */
export function presses(): (slip?: number) => boolean {
  let last = -Infinity;
  return (slip = SLIP) => {
    const at = performance.now();
    const meant = at - last >= slip;
    // The ignored ones count too: hammering does not get through every now and then.
    last = at;
    return meant;
  };
}

/** A held key presses again and again; for `onkeydown`. */
export function onlyOnce(event: KeyboardEvent): void {
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
}
