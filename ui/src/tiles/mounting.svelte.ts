import type { Seen } from "./testing";

/** The same, with signals behind its parts. */
export function reactive(start: Seen): Seen {
  const seen = $state({ readings: [], commands: [], last: {}, online: true, editing: false, now: undefined, ...start });
  return seen as Seen;
}
