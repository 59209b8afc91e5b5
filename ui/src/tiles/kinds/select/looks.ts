import type { JsonValue } from "../../../lib/bindings/api";
import { nameOf, type Payload } from "../../payloads";

export const LOOKS = ["auto", "segments", "menu"] as const;
export type Look = (typeof LOOKS)[number];

/** Letters that stand beside each other in the width of four cells. */
const ROOM = 26;

/** What of a newer version is no look here chooses by itself. */
export function lookOf(saved: JsonValue | undefined, all: readonly Payload[]): Look {
  const look = LOOKS.find((it) => it === saved) ?? "auto";
  if (look !== "auto") return look;
  const letters = all.reduce((sum, it) => sum + nameOf(it).length + 2, 0);
  return all.length > 4 || letters > ROOM ? "menu" : "auto";
}
