// A tile and what it sees, for tests and the gallery. Every part can be changed while the tile is shown.
import type {
  CommandFailure,
  CommandReport,
  JsonValue,
  Picture,
  Reading,
  ReadingProblem,
  Tile,
  Value,
} from "../lib/bindings/api";
import type { TileContext } from "./contract";

export { aBinding, aCommand } from "./build";

export const NOW = new Date(2026, 10, 22, 14, 6, 0).getTime();

export const aTile = (kind: string, over: Partial<Tile> = {}): Tile => ({
  id: "tile",
  kind,
  title: "Irrigation pump",
  icon: null,
  accent: "sky",
  size: { width: 2, height: 3 },
  bindings: {},
  commands: {},
  options: {},
  ...over,
});

const isPicture = (it: unknown): it is Picture =>
  typeof it === "object" && it !== null && "format" in it && "data" in it;

export function valueOf(value: JsonValue): Value {
  if (typeof value === "number") return { type: "number", value };
  if (typeof value === "boolean") return { type: "boolean", value };
  if (typeof value === "string") return { type: "text", value };
  if (isPicture(value)) return { type: "picture", value };
  return { type: "json", value: JSON.stringify(value) };
}

/** A message of two seconds ago. `value` undefined: none could be read from it. */
export function aReading(slot: string, value: JsonValue | undefined, over: Partial<Reading> = {}): Reading {
  return {
    binding: `tile/${slot}`,
    at: NOW - 2_000,
    value: value === undefined ? null : valueOf(value),
    unit: null,
    decimals: typeof value === "number" ? (String(value).split(".")[1]?.length ?? 0) : 0,
    retained: false,
    problem: null,
    payload: null,
    contentType: null,
    userProperties: [],
    since: null,
    expires: null,
    ...over,
  };
}

export const aProblem = (slot: string, problem: ReadingProblem, old?: JsonValue): Reading =>
  aReading(slot, old, { problem });

type State = "sending" | "sent" | "confirmed" | "unconfirmed";

export function aReport(slot: string, state: State | CommandFailure, value: JsonValue = null): CommandReport {
  const head = { id: 1, tile: "tile", slot, value };
  return typeof state === "string" ? { ...head, state } : { ...head, state: "failed", reason: state };
}

export interface Seen {
  tile: Tile;
  readings?: Reading[];
  commands?: CommandReport[];
  /** What was sent last, by slot. */
  last?: Record<string, JsonValue>;
  online?: boolean;
  off?: boolean;
  alert?: string;
  editing?: boolean;
  now?: number;
  /** There is no history to look at. */
  unread?: boolean;
}

/** `sent` collects what the tile sends; `opened` counts the ways to the editor. */
export interface FakeContext extends TileContext {
  sent: { slot: string; value: JsonValue }[];
  opened: number;
  /** Ways to the history. */
  looked: number;
  saved: Record<string, JsonValue>;
}

/** `seen` is read anew each time: give a `$state` object to change it under a shown tile. */
export function fakeContext(seen: Seen): FakeContext {
  const context: FakeContext = {
    sent: [],
    opened: 0,
    looked: 0,
    saved: {},
    get tile() {
      return seen.tile;
    },
    reading: (slot) => seen.readings?.find((it) => it.binding === `tile/${slot}`),
    command: (slot) => seen.commands?.find((it) => it.slot === slot),
    lastSent: (slot) => seen.last?.[slot],
    send(slot, value) {
      this.sent.push({ slot, value });
    },
    get online() {
      return seen.online ?? true;
    },
    get off() {
      return seen.off ?? false;
    },
    get alert() {
      return seen.alert;
    },
    get editing() {
      return seen.editing ?? false;
    },
    get now() {
      return seen.now ?? NOW;
    },
    key: (slot) => `tile/${slot}`,
    edit() {
      this.opened += 1;
    },
    history: seen.unread ? undefined : () => (context.looked += 1),
    dashboard: (id) => (id === "garden" ? { name: "Garden", href: "#/home/garden" } : undefined),
    setOption(name, value) {
      this.saved[name] = value;
    },
  };
  return context;
}
