// What a text may be, by a tile's options. A pattern is the person's own, and still has a bound: what it is tried on is short.
import type { JsonValue } from "../../../lib/bindings/api";
import { text } from "./text";

/** Letters. What a text is cut to where nobody said; the most anybody can say. */
export const LONGEST = 255;
export const MOST = 1_000;

export function longestOf({ longest }: Record<string, JsonValue>): number {
  return typeof longest === "number" && longest >= 1 ? Math.min(Math.trunc(longest), MOST) : LONGEST;
}

/** Of a pattern: letters, and repetitions without an end. */
const PATTERN = 200;
const ENDLESS = 3;

/**
 * Whether a pattern is tried in a time that nobody notices. A dashboard may come from somebody else, and the browser's expressions have
 * no end of their own: `(a+)+` takes years. So what is repeated holds no choice and no repetition, and few repetitions are endless.
 */
function isQuick(pattern: string): boolean {
  if (pattern.length > PATTERN) return false;
  const bare = pattern.replace(/\\[^1-9k]/g, "x").replace(/\[(?:\\.|[^\]\\])*\]/g, "x");
  if (bare.includes("\\")) return false;
  let endless = 0;
  const rich = [false];
  for (let at = 0; at < bare.length; at++) {
    const letter = bare[at] ?? "";
    const repeated = /^(?:[*+]|\{\d+(?:,\d*)?\})/.exec(bare.slice(at))?.[0];
    if (letter === "(") {
      rich.push(false);
      if (bare[at + 1] === "?") at++;
    } else if (letter === ")") {
      const inside = rich.pop() ?? false;
      if (inside && /^[*+{]/.test(bare.slice(at + 1))) return false;
      if (rich.length === 0) return false;
      rich[rich.length - 1] ||= inside;
    } else if (letter === "|") rich[rich.length - 1] = true;
    else if (repeated !== undefined) {
      rich[rich.length - 1] = true;
      if (!/\d\}$/.test(repeated)) endless++;
      at += repeated.length - 1;
    }
  }
  return endless <= ENDLESS;
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
  if (written.trim() === "") return text.nothing;
  if ([...written].length > longest) return text.tooLong(longest);
  const saved = options["pattern"];
  const pattern = typeof saved === "string" && saved !== "" ? patternOf(saved) : undefined;
  return pattern && !pattern.test(written) ? text.noMatch : undefined;
}
