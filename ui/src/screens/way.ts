// What is seen of what an address names: only what is there, with Welcome and Home where they belong.
import type { Step, Way } from "../lib/route/steps";
import { wayOf } from "../lib/route/steps";
import { t } from "../lib/text";
import type { Session } from "../state/session.svelte";
import type { Place } from "./place";
import { HOME, places, WELCOME } from "./places";

export interface Seen {
  /** From the lowest. */
  steps: readonly Step<Place>[];
  /** Why these are not all that the address names, in words. */
  why?: string;
}

/** `held`: something is typed or asked, so that what it is about stays until that is decided. */
export function seenOf({ steps, lost }: Way<Place>, session: Session, held: boolean): Seen {
  const seen = [...base(steps, session.isEmpty), ...over(steps, session.isEmpty)];
  if (lost) return { steps: seen, why: t.app.nowhere };
  if (held) return { steps: seen };
  const at = seen.findIndex(({ place, params }) => missing(place, params, session) !== undefined);
  const gone = seen[at];
  if (!gone) return { steps: seen };
  const why = t.errors.notFound.title(missing(gone.place, gone.params, session) ?? "");
  return { steps: at === 0 ? plain(gone.words[0] ?? HOME) : seen.slice(0, at), why };
}

const missing = (place: Place, params: Step<Place>["params"], session: Session) => place.missing?.(params, session);

/** A screen without what its address may say beyond. */
const plain = (path: string): readonly Step<Place>[] => wayOf([path], places).steps;

function base([first]: readonly Step<Place>[], isEmpty: boolean): readonly Step<Place>[] {
  if (isEmpty) return plain(WELCOME);
  return first && first.place.path !== WELCOME ? [first] : plain(HOME);
}

/** What was begun on Welcome goes on at home, and the other way; elsewhere it goes with the screen it lay over. */
function over([first, ...rest]: readonly Step<Place>[], isEmpty: boolean): readonly Step<Place>[] {
  const from = first?.words[0] ?? HOME;
  return (from === WELCOME) === isEmpty || from === WELCOME || from === HOME ? rest : [];
}
