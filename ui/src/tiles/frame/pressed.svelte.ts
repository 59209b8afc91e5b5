// What became of open, stop and close: a motor takes its time, and says on the way that it is going.
import type { CommandReport } from "../../../lib/bindings/api";
import type { TileContext } from "../../contract";
import { isUnderWay, nearing } from "../../frame/nearing";
import { commandWords, wentWrong } from "../../frame/state";
import { journey, wantedBy, type Press, type State } from "./state";
import { text } from "./text";

/** Call it while the component is made. */
export function moved(context: () => TileContext, state: () => State | undefined) {
  const one = (press: Press) => {
    const going = journey(press);
    const cameNearer = nearing();
    const report = $derived.by((): CommandReport | undefined => {
      const it = context().command(press);
      const { arrived, underWay } = going(it, context().reading("state"), state());
      // The end of the way is a number, where the position answers.
      const nearer = cameNearer(it, context().reading("position"));
      if (!it || it.state === "failed") return it && arrived ? undefined : it;
      if (arrived) return it.state === "unconfirmed" ? undefined : { ...it, state: "confirmed" };
      const onTheWay = underWay || isUnderWay(nearer, context().now);
      return it.state === "unconfirmed" && onTheWay ? { ...it, state: "sending" } : it;
    });
    const note = $derived(commandWords(report, { sending: text.asked[press], sent: text.sent[press] }));
    const retry = $derived(
      wentWrong(report) ? () => context().send(press, wantedBy(context().tile, press)) : undefined,
    );
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
  };
  return { open: one("open"), stop: one("stop"), close: one("close") };
}
