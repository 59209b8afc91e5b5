// Rules from a value to text, icon and colour: the first that holds says it. core::kind::rules reads them the same way; shared cases
// (crates/core/tests/faces.json) hold the two together. A rule that is not understood is a newer version's: it is kept, and holds for nothing.
import type { Accent, JsonValue, Reading, Value } from "../lib/bindings/api";
import { t } from "../lib/text/index";
import { booleanOf, means } from "./words";

/** Of a tile, and characters of each text in one: core::kind::items. */
export const MOST = 32;
export const LONGEST = 200;

export const CONDITIONS = ["is", "on", "off", "below", "between", "above", "otherwise"] as const;
export type Condition = (typeof CONDITIONS)[number];

// A type and not an interface: it is written as JSON.
export type Rule = {
  when: Condition;
  /** Of `is`. */
  value?: string;
  /** From here on (`between`), or more than that (`above`). */
  low?: number;
  /** Up to here (`between`), or less than that (`below`). */
  high?: number;
  /** Instead of the value. */
  text?: string;
  /** A Material Design icon. */
  icon?: string;
  accent?: Accent;
};

/** What a tile looks like by its rules; what is not there is as without them. */
export type Said = Pick<Rule, "text" | "icon" | "accent">;

const ACCENTS: Record<Accent, string> = t.editor.accents;

const isRecord = (it: JsonValue): it is Record<string, JsonValue> =>
  typeof it === "object" && it !== null && !Array.isArray(it);

/** A rule as it is saved; undefined: not one of this version. */
export function ruleOf(saved: JsonValue): Rule | undefined {
  if (!isRecord(saved)) return undefined;
  const when = CONDITIONS.find((it) => it === saved["when"]);
  if (!when) return undefined;
  const text = (name: string) => (typeof saved[name] === "string" ? { [name]: saved[name] } : {});
  const number = (name: string) => (typeof saved[name] === "number" ? { [name]: saved[name] } : {});
  const accent = typeof saved["accent"] === "string" && saved["accent"] in ACCENTS ? text("accent") : {};
  return { when, ...text("value"), ...number("low"), ...number("high"), ...text("text"), ...text("icon"), ...accent };
}

/** Of a tile's options; `fallback`: those of its kind. */
export function rulesOf(options: Record<string, JsonValue>, fallback: readonly Rule[] = []): Rule[] {
  const saved = options["rules"];
  if (!Array.isArray(saved)) return [...fallback];
  return saved.slice(0, MOST).flatMap((it) => ruleOf(it) ?? []);
}

function holds({ when, value: text, low, high }: Rule, value: Value): boolean {
  const number = value.type === "number" ? value.value : undefined;
  switch (when) {
    case "is":
      return text !== undefined && means(text, value);
    case "on":
      return booleanOf(value) === true;
    case "off":
      return booleanOf(value) === false;
    case "below":
      return number !== undefined && high !== undefined && number < high;
    case "above":
      return number !== undefined && low !== undefined && number > low;
    case "between":
      return number !== undefined && low !== undefined && high !== undefined && number >= low && number <= high;
    case "otherwise":
      return true;
  }
}

/** The first rule that holds. */
export const ruleFor = (rules: readonly Rule[], value: Value): Rule | undefined =>
  rules.find((rule) => holds(rule, value));

/** What the rules say of a reading; of none, nothing. */
export function said(rules: readonly Rule[], reading: Reading | undefined): Said {
  const rule = reading?.value ? ruleFor(rules, reading.value) : undefined;
  return {
    ...(rule?.text ? { text: rule.text } : {}),
    ...(rule?.icon ? { icon: rule.icon } : {}),
    ...(rule?.accent ? { accent: rule.accent } : {}),
  };
}

export interface Band {
  /** 0 to 1. */
  from: number;
  to: number;
  accent: Accent;
}

/** The colours of a scale, where rules give numbers one. */
export function bandsOf(rules: readonly Rule[], { minimum, maximum }: { minimum: number; maximum: number }): Band[] {
  if (!(maximum > minimum) || !rules.some(({ low, high }) => low !== undefined || high !== undefined)) return [];
  const inside = rules.flatMap(({ low, high }) => [low, high]).filter((it) => it !== undefined);
  const ends = [minimum, ...inside.filter((it) => it > minimum && it < maximum).sort((a, b) => a - b), maximum];
  const bands: Band[] = [];
  for (let at = 0; at + 1 < ends.length; at++) {
    const [low = 0, high = 0] = [ends[at], ends[at + 1]];
    const { accent } = ruleFor(rules, { type: "number", value: (low + high) / 2 }) ?? {};
    if (!accent || high <= low) continue;
    const share = (it: number) => (it - minimum) / (maximum - minimum);
    const last = bands.at(-1);
    if (last?.accent === accent && last.to === share(low)) last.to = share(high);
    else bands.push({ from: share(low), to: share(high), accent });
  }
  return bands;
}
