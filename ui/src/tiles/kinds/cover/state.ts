// What a cover is doing, from what it says; and whether it does what was asked of it.
import type { JsonValue, Reading, Tile } from "../../../lib/bindings/api";
import type { Goal } from "../../frame/pressed.svelte";
import { booleanWord } from "../../words";

export type State = "open" | "closed" | "opening" | "closing" | "stopped";
export type Press = "open" | "close" | "stop";

export const PRESSES: readonly Press[] = ["open", "stop", "close"];

/** Where each press ends, and what is said on the way there. */
const ENDS = { open: "open", close: "closed" } as const;
const WAYS = { open: "opening", close: "closing" } as const;

/** Words for moving and standing, in any case: Home Assistant's, and those of others for the same. */
const WORDS: Record<string, State> = {
  opening: "opening",
  closing: "closing",
  stopped: "stopped",
  stop: "stopped",
};

const own = (options: Tile["options"], name: string): string | undefined => {
  const word = options[name];
  return typeof word === "string" && word.trim() !== "" ? word.trim().toLowerCase() : undefined;
};

/** The words of this tile come first. Undefined: it says nothing that is known here. */
export function stateOf(reading: Reading | undefined, options: Tile["options"]): State | undefined {
  const value = reading?.value;
  if (!value || value.type === "json" || value.type === "picture") return undefined;
  const word = String(value.value).trim().toLowerCase();
  if (word === own(options, "saysOpen")) return "open";
  if (word === own(options, "saysClosed")) return "closed";
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  if (value.type === "number") return undefined;
  const open = value.type === "boolean" ? value.value : booleanWord(value.value);
  return open === undefined ? undefined : open ? "open" : "closed";
}

/** What is wanted of the slot that answers, so that the engine knows the answer: the device's word, or the end of its way. */
export function wantedBy(tile: Tile, press: Press): JsonValue {
  if (press === "stop") return null;
  const answer = tile.commands[press]?.answer;
  if (answer?.slot === "position") return (press === "open") !== (tile.options["inverted"] === true) ? 100 : 0;
  const word = tile.options[press === "open" ? "saysOpen" : "saysClosed"];
  return typeof word === "string" && word.trim() !== "" ? word : ENDS[press];
}

/** Where a press sends it. It stops wherever it stands. */
export const goalOf = (press: Press): Goal<State> =>
  press === "stop"
    ? { isEnd: (state) => state !== "opening" && state !== "closing" }
    : { isEnd: (state) => state === ENDS[press], isWay: (state) => state === WAYS[press] };
