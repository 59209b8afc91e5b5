// What became of a press that sends a device on a way: it takes its time, and says on the way that it is going.
import type { CommandReport, JsonValue, Reading } from "../../lib/bindings/api";
import type { TileContext } from "../contract";
import { isUnderWay, nearing } from "./nearing";
import type { Said } from "./setting.svelte";
import { commandWords, wentWrong } from "./state";

/** Where a press sends a device, in the kind's words for its states. */
export interface Goal<State> {
  /** It is where it was sent. */
  isEnd(state: State): boolean;
  /** It is going there. Nothing is: it is there at once, or says nothing on the way. */
  isWay?(state: State): boolean;
  /** It was asked, and says that it cannot. That is an answer. */
  isRefusal?(state: State): boolean;
}

export interface Journey {
  /** It said after the press that it is where it was sent. */
  arrived: boolean;
  /** It said after the press that it is going there. */
  underWay: boolean;
  /** It said after the press that it cannot. */
  refused: boolean;
}

const NOTHING: Journey = { arrived: false, underWay: false, refused: false };

/** One for each press of a tile: it is told of each report and reading. What the broker had kept answers nothing. */
export function journey<State>({ isEnd, isWay, isRefusal }: Goal<State>) {
  let id: number | undefined;
  let begun = -Infinity;
  let seen = false;
  return (report: CommandReport | undefined, reading: Reading | undefined, state: State | undefined): Journey => {
    const at = reading?.at ?? -Infinity;
    if (report?.id !== id) {
      id = report?.id;
      // A tile that comes to a press on its way has missed what was said since: a device that says it is going there, is.
      const cameLater = !seen && state !== undefined && isWay?.(state) === true;
      begun = cameLater ? -Infinity : at;
    }
    seen = true;
    const fresh = report !== undefined && at > begun && reading?.retained === false && !reading.problem;
    if (!fresh || state === undefined) return NOTHING;
    return { arrived: isEnd(state), underWay: isWay?.(state) === true, refused: isRefusal?.(state) === true };
  };
}

export interface Press<State> extends Goal<State> {
  slot: string;
  /** What is sent, so that the engine knows the answer. */
  wanted(): JsonValue;
  /** While it is asked for, and where nothing answers. */
  words: { sending: string; sent: string };
}

export type Pressed = Said & { readonly onItsWay: boolean };

/** Call it while the component is made, once for each press. `position`: the slot that answers with a number, where one does. */
export function pressed<State>(
  context: () => TileContext,
  state: () => State | undefined,
  press: Press<State>,
  position?: string,
): Pressed {
  const going = journey(press);
  const cameNearer = nearing();
  const report = $derived.by((): CommandReport | undefined => {
    const it = context().command(press.slot);
    const { arrived, underWay, refused } = going(it, context().reading("state"), state());
    // The end of the way is a number, where the position answers.
    const nearer = position === undefined ? undefined : cameNearer(it, context().reading(position));
    if (refused) return undefined;
    if (!it || it.state === "failed") return it && arrived ? undefined : it;
    if (arrived) return it.state === "unconfirmed" ? undefined : { ...it, state: "confirmed" };
    const onTheWay = underWay || isUnderWay(nearer, context().now);
    return it.state === "unconfirmed" && onTheWay ? { ...it, state: "sending" } : it;
  });
  const note = $derived(commandWords(report, press.words));
  const retry = $derived(wentWrong(report) ? () => context().send(press.slot, press.wanted()) : undefined);
  return {
    get report() {
      return report;
    },
    get note() {
      return note;
    },
    get retry() {
      return retry;
    },
    get onItsWay() {
      return report?.state === "sending";
    },
  };
}
