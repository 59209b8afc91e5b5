// Which of its states a tile is in. Pure functions over the context, so that each state can be tested without a page.
import { isAway } from "../../lib/availability";
import type { CommandReport, JsonValue, Reading, Value } from "../../lib/bindings/api";
import { commandFailureWords, readingProblemWords } from "../../lib/errors";
import { formatTime } from "../../lib/format";
import { t } from "../../lib/text/index";
import type { TileContext } from "../contract";
import { AVAILABILITIES } from "../declaration";
import { booleanOf, means } from "../words";

export type Sign = "unknown" | "live" | "stale" | "offline" | "problem" | "error";

export interface DataState {
  sign: Sign;
  /** What there is to say about it; nothing while all is well. */
  words: string | undefined;
  /** When the newest message came. */
  at: number | undefined;
  retained: boolean;
  /** Nothing but the tile's editor helps. */
  editor: boolean;
  /** Its template made too much work: it rests until the person edits it or has it try again. */
  switchedOff?: boolean;
}

/** The newest of some slots' readings, and the first problem among them. Without its topics or its command a tile is broken. */
export function dataState(context: TileContext, slots: readonly string[], command?: string): DataState {
  const readings = slots.map((slot) => context.reading(slot)).filter((it): it is Reading => it !== undefined);
  const newest = readings.reduce<Reading | undefined>(
    (best, it) => ((it.at ?? -1) > (best?.at ?? -1) ? it : best),
    undefined,
  );
  const at = newest?.at ?? undefined;
  const problem = readings.find((it) => it.problem)?.problem;
  const state = (sign: Sign, words?: string, editor = false): DataState => ({
    sign,
    words,
    at,
    retained: newest?.retained ?? false,
    editor,
    switchedOff: sign === "problem" && problem?.kind === "switchedOff",
  });

  const missing = slots.length > 0 && slots.every((slot) => !context.tile.bindings[slot]);
  if (missing) return state("error", t.tiles.broken.noTopic, true);
  if (command !== undefined && !context.tile.commands[command]) return state("error", t.tiles.broken.noCommand, true);
  if (!context.online) {
    return state("offline", context.off ? t.tiles.states.brokerOff : t.tiles.states.offline);
  }
  if (deviceIsAway(context)) return state("offline", t.tiles.states.deviceOffline);
  const notUnderstood = unclear(context);
  if (notUnderstood !== undefined) return state("problem", notUnderstood, true);
  if (problem) {
    const editor = ["template", "switchedOff", "subscriptionRefused"].includes(problem.kind);
    return state("problem", readingProblemWords(problem), editor);
  }
  if (slots.length === 0) return state("live");
  if (at === undefined) return state("unknown", t.tiles.states.unknown);
  // Of several, those that are known are shown.
  if (readings.every((it) => it.value === null)) return state("unknown", t.tiles.states.notKnown);
  const expires = newest?.expires ?? null;
  if (expires !== null && context.now >= expires) {
    return state("stale", t.tiles.states.expiredAt(formatTime(expires, context.now)));
  }
  const after = context.tile.options["staleAfterSeconds"];
  if (typeof after === "number" && after > 0 && context.now - at > after * 1_000) {
    return state("stale", t.tiles.states.noUpdateSince(formatTime(at, context.now)));
  }
  return state("live");
}

/** A tile whose list is empty is broken like one without a topic. */
export const without = (data: DataState, what: string): DataState =>
  data.sign === "error" ? data : { ...data, sign: "error", words: what, editor: true };

/** What is said of the device, of all topics that say it. */
const saidOfDevice = (context: TileContext): Reading[] =>
  AVAILABILITIES.map((slot) => context.reading(slot)).filter((it): it is Reading => it !== undefined);

function deviceIsAway(context: TileContext): boolean {
  const mode = context.tile.options["availabilityMode"];
  return isAway(saidOfDevice(context), mode === "any" || mode === "latest" ? mode : "all");
}

/** What was never understood of it: then nobody knows whether the device is there. */
function unclear(context: TileContext): string | undefined {
  const problem = saidOfDevice(context).find((it) => it.problem && it.value === null)?.problem;
  if (!problem) return undefined;
  const said =
    problem.kind === "notOnOff" ? t.tiles.availability.unclear(problem.excerpt) : readingProblemWords(problem);
  return t.tiles.states.both(t.tiles.fields.availability, said);
}

/** What a command's report says, in words; `sending` and `sent` have the kind's own. */
export function commandWords(
  report: CommandReport | undefined,
  own: { sending?: string | undefined; sent?: string | undefined } = {},
): string | undefined {
  switch (report?.state) {
    case undefined:
      return undefined;
    case "sending":
      return own.sending ?? t.tiles.command.sending;
    case "sent":
      return own.sent ?? t.tiles.command.sent;
    case "confirmed":
      return t.tiles.command.confirmed;
    case "unconfirmed":
      return t.tiles.command.unconfirmed;
    case "failed":
      return commandFailureWords(report.reason);
  }
}

export const wentWrong = (report: CommandReport | undefined): boolean =>
  report?.state === "unconfirmed" || report?.state === "failed";

/** What floating point rounds. */
const NOISE = 1e-9;

/** Whether a value is what was wanted, as the engine sees it. */
function isWhat(wanted: JsonValue, value: Value): boolean {
  switch (typeof wanted) {
    case "boolean":
      return booleanOf(value) === wanted;
    case "number":
      return value.type === "number" && Math.abs(value.value - wanted) <= NOISE;
    case "string":
      return means(wanted, value);
    default:
      return false;
  }
}

/** What was newest when a command went wrong; a report is an object of its own. */
const heard = new WeakMap<CommandReport, number>();

/**
 * Whether the device said after all what was wanted of it, in a message that came after the command went wrong. What the broker
 * had kept is none.
 */
export function overtaken(report: CommandReport | undefined, reading: Reading | undefined): boolean {
  if (!report || !wentWrong(report)) return false;
  const at = reading?.at ?? -Infinity;
  const before = heard.get(report);
  if (before === undefined) heard.set(report, at);
  const value = reading?.value;
  return (
    before !== undefined &&
    at > before &&
    reading?.retained === false &&
    !reading.problem &&
    value !== null &&
    value !== undefined &&
    isWhat(report.value, value)
  );
}

/** Whether a control answers to a press. */
export const usable = (context: TileContext, slot: string): boolean =>
  context.online && !context.editing && context.tile.commands[slot] !== undefined && !deviceIsAway(context);
