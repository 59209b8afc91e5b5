// What a tile that sets a value knows of it: what the device says, what is on its way, and what there is to say about that. A kind says
// only how a value is written.
import type { CommandReport, JsonValue } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import type { TileContext } from "../contract";
import { isUnderWay, nearing } from "./nearing";
import { commandWords, dataState, overtaken, usable, wentWrong } from "./state";

/** Call it while the component is made. */
export function setting(context: () => TileContext, write: (value: JsonValue) => string) {
  /** Without a state topic nobody knows what the device does. */
  const answers = $derived(context().tile.bindings["state"] !== undefined);
  const data = $derived(dataState(context(), answers ? ["state"] : [], "set"));
  const reading = $derived(context().reading("state"));
  const cameNearer = nearing();
  const report = $derived.by((): CommandReport | undefined => {
    const it = context().command("set");
    const nearer = cameNearer(it, reading);
    if (overtaken(it, reading)) return undefined;
    // It does answer: what was wanted is not reached yet.
    if (it?.state === "unconfirmed" && isUnderWay(nearer, context().now)) return { ...it, state: "sending" };
    return it;
  });
  const last = $derived(context().lastSent("set"));
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
  const retry = $derived(wentWrong(report) ? () => context().send("set", report?.value ?? null) : undefined);

  return {
    get answers() {
      return answers;
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
      return usable(context(), "set");
    },
    send(value: JsonValue) {
      context().send("set", value);
    },
  };
}
