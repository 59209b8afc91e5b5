// Values of the history as people read them. Beside show.ts, which does the same for newest readings.
import type { ChartPlot, HistoryValue, JsonValue, Moment, Reading } from "../../lib/bindings/api";
import { formatNumber } from "../../lib/format";
import { t } from "../../lib/text/index";
import { withUnit } from "../frame/show";

export interface Writing {
  unit?: string | null | undefined;
  /** Digits that the source gives; undefined: not known. */
  decimals?: number | undefined;
  /** Digits that the person asked for. */
  asked?: JsonValue | undefined;
}

const LONGEST = 80;

export function historyText(value: HistoryValue, writing: Writing = {}): string {
  switch (value.type) {
    case "number":
      return withUnit(plainNumber(value.value, writing), writing.unit);
    case "onOff":
      return value.value ? t.tiles.values.on : t.tiles.values.off;
    case "text": {
      if (value.value === "") return t.tiles.values.emptyText;
      const letters = [...value.value];
      return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : value.value;
    }
  }
}

/** Without its unit. Of a source whose digits are not known, six that count. */
export function plainNumber(value: number, { decimals, asked }: Writing = {}): string {
  return formatNumber(value, {
    ...(decimals === undefined ? {} : { decimals }),
    ...(typeof asked === "number" ? { asked } : {}),
  });
}

/** A mean has as many digits as what it was made from: whole numbers have a whole one. */
export function meanText(mean: number, writing: Writing): string {
  return withUnit(plainNumber(mean, { ...writing, asked: writing.asked ?? writing.decimals }), writing.unit);
}

/** With the lowest and highest around, where there is more than one sample in a pixel. */
export function momentText(moment: Moment | undefined, writing: Writing): string | undefined {
  if (!moment?.value) return undefined;
  const text = historyText(moment.value, writing);
  const { lowest, highest } = moment;
  if (lowest === null || highest === null || lowest === highest) return text;
  return t.history.around(text, plainNumber(lowest, writing), plainNumber(highest, writing));
}

/** Of what is drawn: a count of values has not their unit. */
export const writingIn = (plot: ChartPlot, writing: Writing): Writing =>
  plot.kind === "bars" && plot.measure === "count" ? { asked: 0 } : writing;

export function writingOf(reading: Reading | undefined, unit: string | undefined, asked?: JsonValue): Writing {
  return { unit, decimals: reading?.value?.type === "number" ? reading.decimals : undefined, asked };
}
