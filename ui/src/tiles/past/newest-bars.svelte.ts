// What the newest bar of each series says, as high as it is now: a tile with bars tells that, not the meter that they are made from.
import { untrack } from "svelte";
import type { BarSpan, BindingKey, Moment } from "../../lib/bindings/api";
import { barsOf } from "../../lib/chart/bars";
import { askMoments, momentRequest } from "../../lib/chart/moments";
import type { Drawn } from "../../lib/chart/picture";
import { pixelTime } from "../../lib/chart/scales";
import type { ChartLook } from "../../lib/chart/request";

export interface NewestBars {
  /** Of what the bars are, as they are drawn; undefined: there are none. */
  readonly every: BarSpan | undefined;
  of(binding: BindingKey): Moment | undefined;
}

/** Asked with each new picture, in the component that draws it. */
export function newestBars(picture: () => Drawn | undefined, look: () => ChartLook): NewestBars {
  const moments = askMoments();
  const plot = $derived(look().plot);
  const every = $derived(plot.kind === "bars" ? (picture()?.scales.every ?? plot.every) : undefined);
  $effect(() => {
    const scales = picture()?.scales;
    untrack(() => {
      const bars = scales && !scales.empty ? barsOf(plot, scales.every) : undefined;
      if (!scales || !bars) return moments.forget();
      const bindings = look().series.map(({ binding }) => binding);
      // The end of a picture belongs to the bar that is yet to come.
      moments.ask(momentRequest(bindings, scales.to - 1, pixelTime(scales), bars));
    });
  });
  $effect(() => () => moments.end());
  return {
    get every() {
      return every;
    },
    of: (binding) => moments.answer?.moments.get(binding),
  };
}
