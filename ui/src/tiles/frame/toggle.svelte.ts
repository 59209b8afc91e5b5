// Turning on and off, as a switch does it: what the device says, what is on its way, and what a press means.
import type { CommandReport } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import type { TileContext } from "../contract";
import { presses } from "./press";
import { commandWords, dataState, overtaken, usable, wentWrong } from "./state";

export type Toggle = ReturnType<typeof toggle>;

/** Call it while the component is made. Of the slots `state` and `set`. */
export function toggle(context: () => TileContext) {
  /** Without a state topic nobody knows what the device does. */
  const answers = $derived(context().tile.bindings["state"] !== undefined);
  const data = $derived(dataState(context(), answers ? ["state"] : [], "set"));
  const report = $derived.by((): CommandReport | undefined => {
    const it = context().command("set");
    return overtaken(it, context().reading("state")) ? undefined : it;
  });
  const on = $derived.by(() => {
    const value = context().reading("state")?.value;
    return value?.type === "boolean" ? value.value : undefined;
  });
  const words = $derived(
    commandWords(report, { sending: report?.value === true ? t.tiles.toggle.turningOn : t.tiles.toggle.turningOff }),
  );
  const state = $derived(on === undefined ? undefined : on ? t.tiles.values.on : t.tiles.values.off);
  const note = $derived.by(() => {
    if (report?.state === "sending") return words;
    const wrong = wentWrong(report) ? words : undefined;
    if (data.sign === "live") {
      if (report?.state === "unconfirmed" && state) return t.tiles.toggle.noAnswerStill(state);
      return t.tiles.states.both(wrong, state);
    }
    if (data.sign === "error") return data.words;
    // What was last heard is told, as what it is.
    const said = t.tiles.states.both(wrong, data.words);
    return on === undefined ? said : t.tiles.toggle.was(on, said);
  });
  const retry = $derived(wentWrong(report) ? () => context().send("set", report?.value ?? null) : undefined);
  const ready = $derived(usable(context(), "set"));
  /** Where nothing answers. */
  const sent = $derived.by(() => {
    if (report && report.state !== "sent") return words;
    if (data.words) return undefined;
    const last = context().lastSent("set");
    if (last === undefined) return t.tiles.command.lastNotKnown;
    return t.tiles.command.sentValue(last === true ? t.tiles.values.on : t.tiles.values.off);
  });
  const meant = presses();
  /** The other press is another intent: it may follow at once. */
  const turning = { true: presses(), false: presses() };

  return {
    get answers() {
      return answers;
    },
    get data() {
      return data;
    },
    get report() {
      return report;
    },
    /** What the device says; undefined: nobody knows. */
    get on() {
      return on;
    },
    /** What the report says. */
    get words() {
      return words;
    },
    /** All there is to say, in one line: of what the device says, or of what was sent where it says nothing. */
    get note() {
      return answers ? note : sent;
    },
    /** It answers to a hand. */
    get ready() {
      return ready;
    },
    get retry() {
      return retry;
    },
    // A press wants the other state. While a command is on its way it wants the other of that: a pump must be stoppable at any time.
    press() {
      const slip = !meant();
      // Who saw the device answer means the next press, however soon it comes.
      if (slip && report?.state === "sending" && on !== report.value) return;
      context().send("set", report?.state === "sending" ? report.value !== true : on !== true);
    },
    /** A press for on or for off, where nothing answers. */
    turn(on: boolean) {
      if (ready && turning[`${on}`]()) context().send("set", on);
    },
  };
}
