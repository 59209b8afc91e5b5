// What a tile that sets a value knows of it: what the device says, what is on its way, and what there is to say about that. A kind says
// only how a value is written.
import type { CommandReport, JsonValue } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import type { TileContext } from "../contract";
import { isUnderWay, nearing } from "./nearing";
import { commandWords, dataState, overtaken, usable, wentWrong } from "./state";

/** Which slots a setting is of: where the device tells it, and where it takes it. */
export interface Slots {
  reads: string;
  sends: string;
}

export type Setting = ReturnType<typeof setting>;

/** Call it while the component is made, once for each thing that the tile sets. */
export function setting(
  context: () => TileContext,
  write: (value: JsonValue) => string,
  { reads, sends }: Slots = { reads: "state", sends: "set" },
) {
  /** Without a state topic nobody knows what the device does. */
  const answers = $derived(context().tile.bindings[reads] !== undefined);
  const data = $derived(dataState(context(), answers ? [reads] : [], sends));
  const reading = $derived(context().reading(reads));
  const cameNearer = nearing();
  const report = $derived.by((): CommandReport | undefined => {
    const it = context().command(sends);
    const nearer = cameNearer(it, reading);
    if (overtaken(it, reading)) return undefined;
    // It does answer: what was wanted is not reached yet.
    if (it?.state === "unconfirmed" && isUnderWay(nearer, context().now)) return { ...it, state: "sending" };
    return it;
  });
  const last = $derived(context().lastSent(sends));
  const said = $derived(report && report.value !== null ? write(report.value) : undefined);
  const words = $derived(
    commandWords(report, {
      sending: said === undefined ? undefined : t.tiles.command.setting(said),
      sent: said === undefined ? undefined : t.tiles.command.sentValue(said),
    }),
  );
  const note = $derived.by(() => {
    if (words && !(answers && report?.state === "confirmed")) return words;
    if (answers || data.words) return undefined;
    return last === undefined ? t.tiles.command.lastNotKnown : t.tiles.command.sentValue(write(last));
  });
  const retry = $derived(wentWrong(report) ? () => context().send(sends, report?.value ?? null) : undefined);

  return {
    get answers() {
      return answers;
    },
    /** The tile has what sets it. */
    get there() {
      return context().tile.commands[sends] !== undefined;
    },
    get data() {
      return data;
    },
    /** What the device says. */
    get reading() {
      return answers ? reading : undefined;
    },
    get report() {
      return report;
    },
    /** Wanted, and not answered yet. */
    get onItsWay() {
      return report?.state === "sending" ? report.value : undefined;
    },
    /** Sent last; all there is to say where nothing answers. */
    get last() {
      return answers ? undefined : last;
    },
    /** For the line under the title. */
    get note() {
      return note;
    },
    get retry() {
      return retry;
    },
    get ready() {
      return usable(context(), sends);
    },
    send(value: JsonValue) {
      context().send(sends, value);
    },
  };
}

/** What there is to say of one of several commands. */
export type Said = Pick<Setting, "report" | "note" | "retry">;

/** Of several commands, the one that was given last while something is to be said of it. */
export function newest(all: readonly Said[]): Said | undefined {
  return all.reduce<Said | undefined>(
    (best, it) => (it.report && it.report.id >= (best?.report?.id ?? 0) ? it : best),
    undefined,
  );
}
