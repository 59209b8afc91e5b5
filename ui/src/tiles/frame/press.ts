// One press is one command. A finger that slips, a double tap and a held key are one press.

/** A press within this time after the last one, in milliseconds, was not meant. */
const SLIP = 300;

/** Tells the presses of one control that were meant. One for each control. */
export function presses(): () => boolean {
  let last = -Infinity;
  return () => {
    const at = performance.now();
    const meant = at - last >= SLIP;
    // The ignored ones count too: hammering does not get through every now and then.
    last = at;
    return meant;
  };
}

/** A held key presses again and again; for `onkeydown`. */
export function onlyOnce(event: KeyboardEvent): void {
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
}
