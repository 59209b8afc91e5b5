// A payload as lines to tap, and the template that takes the tapped value out of it.
import type { JsonValue } from "../../lib/bindings/api";

export interface Line {
  depth: number;
  /** The key with its quotes, or nothing in a list. */
  key: string;
  /** A value, or an opening or closing bracket. */
  text: string;
  /** Only for a value that can be shown. */
  path?: { label: string; template: string };
}

/** More is no help on a phone, and a hostile payload could hold thousands. */
const MOST_LINES = 60;
const DEEPEST = 8;

export function parsed(payload: string): JsonValue | undefined {
  try {
    const value = JSON.parse(payload) as JsonValue;
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The lines to show, and whether there are more. */
export function lines(value: JsonValue): { lines: Line[]; cut: boolean } {
  const found: Line[] = [];
  walk(value, "", 0, "value_json", found);
  return { lines: found.slice(0, MOST_LINES), cut: found.length > MOST_LINES };
}

/** The engine keeps 4 KiB of a payload, cut between two characters (`Reading.payload`): one this long may have had more. */
const KEPT = 4096;
const LONGEST_CHARACTER = 4;

export function isCut(payload: string): boolean {
  return new TextEncoder().encode(payload).length > KEPT - LONGEST_CHARACTER;
}

function walk(value: JsonValue, key: string, depth: number, path: string, found: Line[]): void {
  if (found.length > MOST_LINES) return;
  if (typeof value !== "object" || value === null) {
    found.push({ depth, key, text: JSON.stringify(value), path: { label: path, template: `{{ ${path} }}` } });
    return;
  }
  const list = Array.isArray(value);
  const entries: [string, JsonValue][] = list ? value.map((it, at) => [String(at), it]) : Object.entries(value);
  const [open, close] = list ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0 || depth >= DEEPEST) {
    found.push({ depth, key, text: entries.length === 0 ? open + close : `${open} … ${close}` });
    return;
  }
  found.push({ depth, key, text: open });
  for (const [name, it] of entries) {
    const step = list ? `[${name}]` : member(name);
    walk(it, list ? "" : JSON.stringify(name), depth + 1, path + step, found);
  }
  found.push({ depth, key: "", text: close });
}

/** `.temperature`, or `['outside temperature']` where a dot would not do. */
function member(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return `.${name}`;
  return `['${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}']`;
}
