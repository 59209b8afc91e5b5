// Lines and bands across the plot. The form shows the first few; further ones, and what it does not understand, stay.
import type { FieldSchema, FormValues } from "../../../components/form";
import type { Accent, JsonValue } from "../../../lib/bindings/api";
import { t } from "../../../lib/text/index";
import { numberProblem } from "../../form/fields";
import { isWritten, numberOf, setOption, typed, type Part } from "../../form/parts";
import { words } from "./form-text";
import { ACCENTS, DEFAULTS, SIDES, thresholdOf, THRESHOLDS } from "./options";
import { hasScale } from "./scale-part";
import { hasRightAxis } from "./series-part";

const namesOf = (index: number) => {
  const value = `threshold${index + 1}`;
  return { value, to: `${value}To`, label: `${value}Label`, accent: `${value}Accent`, axis: `${value}Axis` };
};
const all = Array.from({ length: THRESHOLDS }, (_, index) => index);

const isShown = (values: FormValues, index: number): boolean =>
  hasScale(values) && (index === 0 || [index - 1, index].some((it) => isWritten(values, namesOf(it).value)));

function fieldsOf(index: number): FieldSchema[] {
  const names = namesOf(index);
  const label = (base: string) => t.tiles.series.ordinal(index, base);
  const folded = { advanced: true, group: words.thresholds, when: (values: FormValues) => isShown(values, index) };
  const begun = { ...folded, when: (values: FormValues) => isShown(values, index) && isWritten(values, names.value) };
  const number = { kind: "number", width: "half" } as const;
  return [
    { ...number, name: names.value, label: label(words.threshold), ...(index === 0 ? help : {}), ...folded },
    { ...number, name: names.to, label: label(words.thresholdTo), ...(index === 0 ? toHelp : {}), ...folded },
    { name: names.label, kind: "text", label: label(words.thresholdLabel), ...begun },
    { name: names.accent, kind: "accent", label: label(words.thresholdAccent), choices: accents, ...begun },
    {
      name: names.axis,
      kind: "segments",
      label: label(words.thresholdAxis),
      choices: SIDES.map((value) => ({ value, label: words.sides[value] })),
      ...begun,
      when: (values) => begun.when(values) && hasRightAxis(values),
    },
  ];
}

const help = { help: words.thresholdHelp };
const toHelp = { help: words.thresholdToHelp, placeholder: t.app.optional };
const accents = ACCENTS.map((value) => ({ value, label: t.editor.accents[value] }));

function read(saved: JsonValue | undefined, index: number): FormValues {
  const names = namesOf(index);
  const it = thresholdOf(saved);
  return {
    [names.value]: it ? String(it.value) : "",
    [names.to]: it?.to === null || it === undefined ? "" : String(it.to),
    [names.label]: it?.label ?? "",
    [names.accent]: it?.accent ?? DEFAULTS.threshold,
    [names.axis]: it?.axis ?? "left",
  };
}

/** Undefined: there is none. */
function written(values: FormValues, index: number, saved: JsonValue | undefined): JsonValue | undefined {
  const before = read(saved, index);
  if (Object.entries(before).every(([name, value]) => values[name] === value)) return saved;
  const names = namesOf(index);
  const value = numberOf(values, names.value);
  if (value === undefined) return undefined;
  const known = typeof saved === "object" && saved !== null && !Array.isArray(saved) ? saved : {};
  return {
    ...known,
    value,
    to: numberOf(values, names.to) ?? null,
    label: typed(values, names.label),
    accent: typed(values, names.accent) as Accent,
    axis: typed(values, names.axis),
  };
}

export const thresholds: Part = {
  options: { thresholds: { type: "list" } },
  fields: all.flatMap(fieldsOf),
  blank: Object.assign({}, ...all.map((index) => read(undefined, index))) as FormValues,
  read({ options }) {
    const saved = Array.isArray(options["thresholds"]) ? options["thresholds"] : [];
    return Object.assign({}, ...all.map((index) => read(saved[index], index))) as FormValues;
  },
  write({ values, original, draft }) {
    const saved = original.options["thresholds"];
    const list = Array.isArray(saved) ? saved : [];
    const first = all.flatMap((index) => written(values, index, list[index]) ?? []);
    if (first.length > 0 || list.length > 0) setOption(draft, "thresholds", [...first, ...list.slice(THRESHOLDS)]);
  },
  paths: { "options.thresholds": namesOf(0).value },
  check(values) {
    const problems = all
      .filter((index) => isShown(values, index))
      .map((index) => {
        const { value, to } = namesOf(index);
        const found = {
          ...numberProblem(values, { name: value, label: "" }),
          ...numberProblem(values, { name: to, label: "" }),
        };
        const alone = isWritten(values, to) && !isWritten(values, value);
        return alone ? { ...found, [value]: t.tiles.problems.notANumber } : found;
      });
    return Object.assign({}, ...problems) as Record<string, string>;
  },
};
