// What a text may be, by a tile's options. A pattern is the person's own, and still has a bound: what it is tried on is short.
import type { JsonValue } from "../../../lib/bindings/api";
import { text } from "./text";

/** Letters. What a text is cut to where nobody said; the most anybody can say. */
export const LONGEST = 255;
export const MOST = 1_000;

export function longestOf({ longest }: Record<string, JsonValue>): number {
  return typeof longest === "number" && longest >= 1 ? Math.min(Math.trunc(longest), MOST) : LONGEST;
}

/** Of a pattern: letters. */
const PATTERN = 200;
/** Ways in which a pattern can be tried on a text, that nobody notices. */
const WAYS = LONGEST ** 3;

/** In how many ways a repetition can end. */
function waysOf(repetition: string): number {
  if (repetition === "?") return 2;
  const [, least = "", , most] = /^\{(\d+)(,(\d*))?\}$/.exec(repetition) ?? [];
  if (least === "" || most === "") return LONGEST;
  return most === undefined ? 1 : Math.max(Number(most) - Number(least) + 1, 1);
}

/**
 * Whether a pattern is tried in a time that nobody notices. A dashboard may come from somebody else, and the browser's expressions have
 * no end of their own: `(a+)+` takes years. So what is repeated holds no choice and no repetition, and all that is left to choose, each
 * for each of the others, is not too much: `.?` is quick, 26 of them are not.
 */
function isQuick(pattern: string): boolean {
  if (pattern.length > PATTERN) return false;
  const bare = pattern.replace(/\\[^1-9k]/g, "x").replace(/\[(?:\\.|[^\]\\])*\]/g, "x");
  if (bare.includes("\\")) return false;
  let ways = 1;
  const inside = [{ rich: false, alternatives: 1 }];
  for (let at = 0; at < bare.length; at++) {
    const letter = bare[at] ?? "";
    const here = inside.at(-1);
    if (here === undefined) return false;
    const [repeated, repetition = ""] = /^([*+?]|\{\d+(?:,\d*)?\})\??/.exec(bare.slice(at)) ?? [];
    if (letter === "(") {
      inside.push({ rich: false, alternatives: 1 });
      if (bare[at + 1] === "?") at++;
    } else if (letter === ")") {
      inside.pop();
      ways *= here.alternatives;
      const around = inside.at(-1);
      if (around === undefined || (here.rich && /^[*+{]/.test(bare.slice(at + 1)))) return false;
      around.rich ||= here.rich;
    } else if (letter === "|") {
      here.rich = true;
      here.alternatives++;
    } else if (repeated !== undefined) {
      here.rich = true;
      ways *= waysOf(repetition);
      at += repeated.length - 1;
    }
  }
  return ways * (inside[0]?.alternatives ?? 1) <= WAYS;
}

/** Undefined: it is no regular expression, or one that could take for ever. */
export function patternOf(pattern: string): RegExp | undefined {
  if (!isQuick(pattern)) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch {
    return undefined;
  }
}

/** What is wrong with a text, in words. */
export function textProblem(written: string, options: Record<string, JsonValue>): string | undefined {
  const longest = longestOf(options);
  // Without the spaces around it, as it is sent.
  const meant = written.trim();
  if (meant === "") return text.nothing;
  if ([...meant].length > longest) return text.tooLong(longest);
  const saved = options["pattern"];
  const pattern = typeof saved === "string" && saved !== "" ? patternOf(saved) : undefined;
  return pattern && !pattern.test(meant) ? text.noMatch : undefined;
}
