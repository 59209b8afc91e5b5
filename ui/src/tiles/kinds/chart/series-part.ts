// The fields of one series of a chart: what it reads, and how it is drawn.
import type { FormValues } from "../../../components/form";
import type { Decode } from "../../../lib/bindings/api";
import { sidesOf } from "../../../lib/chart/sides";
import { binding } from "../../form/binding";
import { choiceOption } from "../../form/fields";
import { isWritten, typed, type Part, type Writing } from "../../form/parts";
import { isShown, isUsed, seriesBroker, seriesLabel, topicName } from "../../form/series";
import { t } from "../../../lib/text/index";
import { SLOTS } from "../../past/series";
import { words } from "./form-text";
import { oneOf, plotOf, SIDES, STYLES } from "./options";
import { text } from "./text";

export const plotIn = (values: FormValues): string => typed(values, "plot");

export function hasRightAxis(values: FormValues): boolean {
  if (!hasAxes(values)) return false;
  const used = SLOTS.flatMap((_, index) => (isWritten(values, topicName(index)) ? [index] : []));
  return sidesOf(
    used.map((index) => ({ axis: axisIn(values, index), unit: typed(values, numbered("unit", index)) })),
  ).includes("right");
}

const axisIn = (values: FormValues, index: number) => oneOf(SIDES, values[`axis${index + 1}`]);

/** The first series has the plain names. */
const numbered = (base: string, index: number): string => (index === 0 ? base : `${base}${index + 1}`);

const hasAxes = (values: FormValues): boolean => plotIn(values) === "lines" || plotIn(values) === "bars";

/** Timelines show states of any kind, all else needs numbers. A rule that the form did not make stays. */
function decodeIn(slot: string, { values, original }: Writing): Decode {
  const rule = (plot: string): Decode["as"] & ("auto" | "number") => (plot === "timeline" ? "auto" : "number");
  const now = rule(plotIn(values));
  const old = original.bindings[slot];
  if (!old) return { as: now };
  const was = rule(plotOf(original.options).kind);
  return was !== now && old.decode.as === was ? { as: now } : old.decode;
}

export function series(index: number): Part[] {
  const slot = SLOTS[index] ?? "series1";
  const group = t.tiles.series.group(index);
  const label = (base: string) => t.tiles.series.ordinal(index, base);
  const when = (values: FormValues) => isShown(values, index);
  const used = (values: FormValues) => isUsed(values, index);
  const folded = { advanced: true, group, when: used };
  return [
    binding({
      slot,
      role: "series",
      decode: (writing) => decodeIn(slot, writing),
      name: (base) => numbered(base, index),
      label,
      unit: true,
      group,
      // The first one is filled by a tap on the newest message, so it is in sight.
      ...(index === 0 ? {} : { optional: true, topicHelp: "", templateAdvanced: true, when, whenAdvanced: used }),
    }),
    seriesLabel(index),
    ...(index === 0 ? [] : [seriesBroker(slot, index, folded)]),
    choiceOption({
      name: `style${index + 1}`,
      label: label(words.ownStyle),
      choices: [{ value: "", label: words.asChart }, ...STYLES.map((value) => ({ value, label: text.styles[value] }))],
      blank: "",
      field: { kind: "select", ...folded, when: (values) => used(values) && plotIn(values) === "lines" },
    }),
    choiceOption({
      name: `axis${index + 1}`,
      label: label(words.axis),
      choices: [{ value: "", label: words.byUnit }, ...SIDES.map((value) => ({ value, label: words.sides[value] }))],
      blank: "",
      field: { ...folded, when: (values) => used(values) && hasAxes(values) },
    }),
  ];
}
