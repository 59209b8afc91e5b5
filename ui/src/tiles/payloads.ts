// What can be sent, and what it is called: the list that a tile with several payloads has.
import type { JsonValue, Value } from "../lib/bindings/api";
import { means } from "./words";

/** Of a tile, and characters of each part: core::kind::items. */
export const MOST = 32;
export const LONGEST = { label: 200, payload: 4_000, says: 200, icon: 200 } as const;

// A type and not an interface: it is written as JSON.
export type Payload = {
  payload: string;
  /** Without one the payload is its name. */
  label?: string;
  /** What the device says while this one is the case; without it, the payload. */
  says?: string;
  /** A Material Design icon. */
  icon?: string;
};

/** As it is saved; undefined: not one of this version. */
export function payloadOf(saved: JsonValue): Payload | undefined {
  if (typeof saved !== "object" || saved === null || Array.isArray(saved)) return undefined;
  const payload = saved["payload"];
  if (typeof payload !== "string") return undefined;
  const text = (name: string) => (typeof saved[name] === "string" && saved[name] !== "" ? { [name]: saved[name] } : {});
  return { payload, ...text("label"), ...text("says"), ...text("icon") };
}

/** Of a tile's option. */
export function payloadsOf(saved: JsonValue | undefined): Payload[] {
  return Array.isArray(saved) ? saved.slice(0, MOST).flatMap((it) => payloadOf(it) ?? []) : [];
}

export const nameOf = ({ payload, label }: Payload): string => label ?? payload;

/** The one that a value says is the case. */
export const chosenBy = (all: readonly Payload[], value: Value | null | undefined): Payload | undefined =>
  value ? all.find(({ payload, says }) => means(says ?? payload, value)) : undefined;
