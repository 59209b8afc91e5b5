// What a kind declares of itself for both sides. The parts of its form say it (form/), `cargo xtask bindings` prints it as
// crates/core/src/kind/kinds.json, and the engine reads that. The words are core::kind's.
import type { Decode } from "../lib/bindings/api";
import type { Rule } from "./rules";

/** What a slot that reads is for; the engine and the screens ask for roles, never for a kind. */
export type Role =
  /** What the tile is about, as the device measures it. */
  | "value"
  /** What the device says of that which the tile's commands set. */
  | "state"
  /** One of several values that mean the same and are told apart by their labels. */
  | "series"
  /** A further property of the device: a mode, a battery, a position. */
  | "attribute"
  /** Off says that the device is away. It has no history. */
  | "availability";

export interface Reads {
  role: Role;
  /** What a new binding makes of a payload. */
  decode: Decode["as"];
  required?: true;
  /** All of a JSON comes to the page, at most 64 KiB; of other slots its beginning. A slot of this name has it in every kind. */
  whole?: true;
}

export interface Sends {
  /** `set`: the device takes a value and keeps to it. `press`: it does something once. */
  role: "set" | "press";
  /** The slot that answers, where the tile has it. */
  answer?: string;
  required?: true;
}

export type OptionRule =
  | { type: "number"; minimum?: number; maximum?: number; above?: number; default?: number }
  | { type: "toggle" }
  | { type: "text" }
  | { type: "address" }
  | { type: "choice"; among: string[] }
  /** Whose items are the kind's own, or of a kind that the engine knows (core::kind::Items). `default`: what no option means. */
  | { type: "list"; of?: "rules" | "payloads"; default?: readonly Rule[] };

export type Options = Record<string, OptionRule>;

/** The slot that says whether the device is there; others say it of its gateway, or of another part of it. */
export const AVAILABILITY = "availability";
export const AVAILABILITIES = [AVAILABILITY, "availability2", "availability3", "availability4"] as const;

/** All must be there, one is enough, or what was said last counts. */
export const AVAILABILITY_MODES = ["all", "any", "latest"] as const;

/** What every kind has, one of a newer version too. */
export const common: { reads: Record<string, Reads>; options: Options } = {
  reads: Object.fromEntries(AVAILABILITIES.map((slot) => [slot, { role: "availability", decode: "onOff" }])),
  options: {
    staleAfterSeconds: { type: "number", above: 0 },
    availabilityMode: { type: "choice", among: [...AVAILABILITY_MODES] },
  },
};

/** Whether the device is there is told by the tile itself, and has no history. */
export const hasHistory = (slot: string): boolean => common.reads[slot]?.role !== "availability";
