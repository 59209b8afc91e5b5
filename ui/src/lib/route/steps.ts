// From the words of an address to the places it names, from the lowest to the one on top. Pure.

/** What an address needs to know of a place. */
export interface Pathed {
  /** Words and parameters: "tile/:tile/history"; what ends with "?" may be left out. */
  path: string;
  /** It lies over others: as a sheet that may lie over sheets too, or over the whole of a screen. */
  overlay?: "sheet" | "full";
}

export interface Step<P extends Pathed> {
  place: P;
  params: Readonly<Record<string, string>>;
  /** Its own part of the address. */
  words: readonly string[];
}

export interface Way<P extends Pathed> {
  /** From the lowest; empty where not even that is known. */
  steps: readonly Step<P>[];
  /** The end of the address names no place. */
  lost: boolean;
}

export function wayOf<P extends Pathed>(words: readonly string[], places: readonly P[]): Way<P> {
  const overlays = new Set(places.flatMap(({ overlay, path }) => (overlay ? path.split("/")[0] : [])));
  const steps: Step<P>[] = [];
  let rest = words;
  while (rest.length > 0) {
    const below = steps.at(-1)?.place;
    const found = places
      .filter((place) => mayLie(place, below))
      .flatMap((place) => matched(place, rest, overlays) ?? [])
      .sort((a, b) => b.step.words.length - a.step.words.length || b.named - a.named)[0];
    if (!found) return { steps, lost: true };
    steps.push(found.step);
    rest = rest.slice(found.step.words.length);
  }
  return { steps, lost: false };
}

/** A sheet is above everything of the page: what fills the screen would be hidden by it. */
function mayLie(place: Pathed, below: Pathed | undefined): boolean {
  if (!below) return place.overlay === undefined;
  return place.overlay === "sheet" || (place.overlay === "full" && below.overlay !== "sheet");
}

/** `named`: how many words are the path's own. */
function matched<P extends Pathed>(
  place: P,
  words: readonly string[],
  overlays: ReadonlySet<string | undefined>,
): { step: Step<P>; named: number } | undefined {
  const params: Record<string, string> = {};
  let [at, named] = [0, 0];
  for (const part of place.path.split("/")) {
    const optional = part.endsWith("?");
    const name = optional ? part.slice(0, -1) : part;
    const word = words[at];
    if (name.startsWith(":")) {
      // What lies over a place is not its parameter.
      if (word !== undefined && !(optional && overlays.has(word))) params[name.slice(1)] = word;
      else if (optional) continue;
      else return undefined;
    } else if (word === name) {
      named++;
      if (optional) params[name] = name;
    } else if (optional) continue;
    else return undefined;
    at++;
  }
  return { step: { place, params, words: words.slice(0, at) }, named };
}
