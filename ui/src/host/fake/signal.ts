// Believable samples of any binding at any time, without keeping one: the same question gets the same answer.
import type { BindingKey, ChartRange, HistoryValue } from "../../lib/bindings/api";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How long the made-up history is. */
const KEPT = 40 * DAY;
const began = Date.now();

export const oldest = (): number => began - KEPT;

/** Where a range lies. Up to now it begins where the samples do. */
export function spanOf(range: ChartRange): { from: number; to: number } {
  if (range.kind === "between") return { from: range.from, to: range.to };
  const to = Date.now();
  const from = to - range.seconds * 1_000;
  return { from: range.exact ? from : Math.max(from, oldest()), to };
}

export const isState = (binding: BindingKey): boolean => /^(lights|pump|mode)\//.test(binding);

function hash(text: string): number {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) % 9_973;
  return sum;
}

/** Undefined before the first sample and after now. */
export function numberAt(binding: BindingKey, at: number): number | undefined {
  if (at < oldest() || at > Date.now()) return undefined;
  const seed = hash(binding);
  const days = at / DAY;
  const daily = Math.sin((days + (seed % 10) / 24) * 2 * Math.PI - 2) * 3.6;
  const weather = Math.sin(days / 2.3 + seed) * 1.6;
  const hours = Math.sin(days * 2 * Math.PI * 9 + seed) * 0.5;
  const noise = (((Math.sin(Math.floor(at / MINUTE) * 12.9898 + seed) * 43_758.5453) % 1) - 0.5) * 0.35;
  return Math.round((20 + (seed % 7) + daily + weather + hours + noise) * 10) / 10;
}

/** When the state that holds at a time began, and what it is. */
export function stateAt(binding: BindingKey, at: number): { value: boolean; from: number; to: number } | undefined {
  if (at < oldest() || at > Date.now()) return undefined;
  const slot = (41 + (hash(binding) % 37)) * MINUTE;
  const number = Math.floor(at / slot);
  // On for a part of every slot, another part each time.
  const on = number * slot + slot * (0.25 + (hash(`${number}`) % 50) / 100);
  return at < on ? { value: false, from: number * slot, to: on } : { value: true, from: on, to: (number + 1) * slot };
}

export function valueAt(binding: BindingKey, at: number): HistoryValue | undefined {
  if (isState(binding)) {
    const state = stateAt(binding, at);
    return state && { type: "onOff", value: state.value };
  }
  const number = numberAt(binding, at);
  return number === undefined ? undefined : { type: "number", value: number };
}

/** Numbers at equal distances; at most `count`. */
export function numbersIn(binding: BindingKey, from: number, to: number, count: number): [at: number, value: number][] {
  const step = Math.max((to - from) / count, 1_000);
  const found: [number, number][] = [];
  for (let at = from; at <= to; at += step) {
    const value = numberAt(binding, at);
    if (value !== undefined) found.push([at, value]);
  }
  return found;
}

export function statesIn(
  binding: BindingKey,
  from: number,
  to: number,
): { value: boolean; from: number; to: number }[] {
  const found: { value: boolean; from: number; to: number }[] = [];
  const end = Math.min(to, Date.now());
  for (let at = Math.max(from, oldest()); at < end && found.length < 4_000;) {
    const state = stateAt(binding, at);
    if (!state) break;
    found.push({ value: state.value, from: Math.max(state.from, from), to: Math.min(state.to, end) });
    at = state.to + 1;
  }
  return found;
}
