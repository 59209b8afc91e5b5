// What a lock is doing, from what it says; and whether it does what was asked of it.
import type { JsonValue, Reading, Tile } from "../../../lib/bindings/api";
import type { Goal } from "../../frame/pressed.svelte";

export type State = "locked" | "unlocked" | "locking" | "unlocking" | "jammed" | "open" | "opening";
export type Press = "lock" | "unlock" | "open";

export const PRESSES: readonly Press[] = ["lock", "unlock", "open"];

/** In any case: Home Assistant's words (mqtt/lock.py), and Zigbee2MQTT's, which are those of the command. */
export const WORDS: Record<string, State> = {
  locked: "locked",
  lock: "locked",
  unlocked: "unlocked",
  unlock: "unlocked",
  locking: "locking",
  unlocking: "unlocking",
  jammed: "jammed",
  open: "open",
  opening: "opening",
};

const own = (options: Tile["options"], name: string): string | undefined => {
  const word = options[name];
  return typeof word === "string" && word.trim() !== "" ? word.trim() : undefined;
};

const saidBy = (reading: Reading | undefined): string | undefined => {
  const value = reading?.value;
  if (!value || value.type === "json" || value.type === "picture") return undefined;
  return String(value.value).trim();
};

/** The words of this tile come first. Undefined: it says nothing that is known here. */
export function stateOf(reading: Reading | undefined, options: Tile["options"]): State | undefined {
  const word = saidBy(reading)?.toLowerCase();
  if (word === undefined) return undefined;
  if (word === own(options, "saysLocked")?.toLowerCase()) return "locked";
  if (word === own(options, "saysUnlocked")?.toLowerCase()) return "unlocked";
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** What is wanted of the state, so that the engine knows the answer: in the words that this lock speaks, as far as it was heard. */
export function wantedBy(tile: Tile, press: Press, reading: Reading | undefined): JsonValue {
  if (press === "open") return null;
  const mine = own(tile.options, press === "lock" ? "saysLocked" : "saysUnlocked");
  if (mine !== undefined) return mine;
  const said = saidBy(reading) ?? "";
  const word = /^(un)?lock$/i.test(said) ? press : `${press}ed`;
  return said !== "" && said === said.toLowerCase() ? word : word.toUpperCase();
}

/** Where a press sends it. One that jams has answered, and is not where it was sent. */
export const goalOf = (press: Press): Goal<State> => ({
  isEnd: (state) =>
    press === "lock" ? state === "locked" : state === "open" || (press === "unlock" && state === "unlocked"),
  isWay: (state) =>
    press === "lock" ? state === "locking" : state === "opening" || (press === "unlock" && state === "unlocking"),
  isRefusal: (state) => state === "jammed",
});
