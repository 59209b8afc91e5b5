// The parts that kinds share: a command, an option. What reads is in binding.ts.
import type { FieldSchema, FormValues } from "../../components/form";
import type { CommandDraft } from "../../lib/bindings/api";
import type { OptionRule, Sends } from "../declaration";
import { qosField, qosOf } from "./binding";
import { isWritten, numberOf, setOption, topicOf, typed, type Content, type Part } from "./parts";
import { exactNumber } from "../../lib/format";
import { t } from "../../lib/text/index";

/** The command's topic. Its payload and its answer are the kind's own, given by `rest`. */
export function command(
  slot: string,
  sends: Sends,
  rest: (content: {
    values: FormValues;
    old: CommandDraft | undefined;
    hasState: boolean;
  }) => Pick<CommandDraft, "payload" | "answer">,
  paths: Record<string, string> = {},
): Part {
  return {
    sends: { [slot]: sends },
    fields: [{ name: "commandTopic", kind: "text", label: t.tiles.fields.commandTopic }],
    blank: { commandTopic: "" },
    read: (tile) => ({ commandTopic: tile.commands[slot]?.topic ?? "" }),
    write({ values, original, draft, broker }) {
      const old = original.commands[slot];
      draft.commands[slot] = {
        ...(old ?? { broker }),
        topic: topicOf(values, "commandTopic", old?.topic),
        qos: qosOf(values, "qos"),
        retain: values["retain"] === true,
        ...rest({ values, old, hasState: draft.bindings["state"] !== undefined }),
      };
    },
    paths: {
      [`commands.${slot}`]: "commandTopic",
      [`commands.${slot}.qos`]: "qos",
      ...Object.fromEntries(Object.entries(paths).map(([path, field]) => [`commands.${slot}.${path}`, field])),
    },
  };
}

/** QoS and retain of a command: folded away, and 1 unless chosen otherwise, because a press is meant to arrive. */
export function delivery(slot: string): Part {
  return {
    fields: [
      qosField("qos", t.tiles.fields.qos),
      { name: "retain", kind: "toggle", label: t.tiles.fields.retain, help: t.tiles.fields.retainHelp, advanced: true },
    ],
    blank: { qos: "atLeastOnce", retain: false },
    read: (tile) => ({ qos: tile.commands[slot]?.qos ?? "atLeastOnce", retain: tile.commands[slot]?.retain ?? false }),
    write: () => undefined,
  };
}

/** What a kind may say of the field of a shared part. */
type Look = Partial<Pick<FieldSchema, "kind" | "help" | "width" | "advanced" | "group" | "when">>;

export interface NumberOption {
  name: string;
  label: string;
  /** Shown for a new tile; an empty field removes the option. */
  blank?: string;
  help?: string;
  min?: number;
  max?: number;
  /** The value itself is not allowed, only more. */
  above?: number;
  advanced?: boolean;
  placeholder?: string;
  field?: Look;
}

export function numberOption(option: NumberOption): Part {
  const { name, label, help, placeholder, advanced = false, field = {} } = option;
  return {
    options: { [name]: numberRule(option) },
    fields: [
      {
        name,
        kind: "number",
        label,
        width: "half",
        inputMode: "decimal",
        advanced,
        ...(help === undefined ? {} : { help }),
        ...(placeholder === undefined ? {} : { placeholder }),
        ...field,
      },
    ],
    blank: { [name]: option.blank ?? "" },
    read: (tile) => ({ [name]: numberText(tile.options[name]) }),
    write: ({ values, draft, original }) => {
      // An option of another type is an import's or a newer version's: it stays until a number is written over it.
      const foreign = original.options[name] !== undefined && typeof original.options[name] !== "number";
      if (!(foreign && !isWritten(values, name))) setOption(draft, name, numberOf(values, name));
    },
    paths: { [`options.${name}`]: name },
    check: (values) => numberProblem(values, option),
  };
}

/** The digits that a person wants behind the point; none: those of the source. */
export const decimals = (look: Pick<NumberOption, "advanced"> = {}): Part =>
  numberOption({
    name: "decimals",
    label: t.tiles.fields.decimals,
    help: t.tiles.fields.decimalsHelp,
    min: 0,
    max: 10,
    ...look,
  });

/** A text of the tile's own, which may be left out. `wrong`: what is wrong with one that was written. */
export function textOption(field: FieldSchema, wrong?: (written: string) => string | undefined): Part {
  const { name } = field;
  return {
    options: { [name]: { type: "text" } },
    fields: [field],
    blank: { [name]: "" },
    read: ({ options: { [name]: saved } }) => ({ [name]: typeof saved === "string" ? saved : "" }),
    write({ values, draft, original }) {
      const written = typed(values, name);
      // What is no text is an import's or a newer version's: it stays until something is written over it.
      const foreign = original.options[name] !== undefined && typeof original.options[name] !== "string";
      if (written !== "" || !foreign) setOption(draft, name, written === "" ? undefined : written);
    },
    paths: { [`options.${name}`]: name },
    check: (values): Record<string, string> => {
      const problem = wrong?.(typed(values, name));
      return problem === undefined ? {} : { [name]: problem };
    },
  };
}

function numberRule({ blank, min, max, above }: NumberOption): OptionRule {
  return {
    type: "number",
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(above === undefined ? {} : { above }),
    ...(blank === undefined ? {} : { default: Number(blank) }),
  };
}

export const numberText = (value: unknown): string => (typeof value === "number" ? String(value) : "");

export function numberProblem(values: FormValues, { name, min, max, above }: NumberOption): Record<string, string> {
  if (!isWritten(values, name)) return {};
  const value = numberOf(values, name);
  if (value === undefined) return { [name]: t.tiles.problems.notANumber };
  if (above !== undefined && value <= above) return { [name]: t.tiles.problems.positive };
  if (min !== undefined && value < min) return { [name]: t.tiles.problems.tooSmall(exactNumber(min)) };
  if (max !== undefined && value > max) return { [name]: t.tiles.problems.tooLarge(exactNumber(max)) };
  return {};
}

/** Two parts as one, with what is wrong with them together where nothing is wrong with each. */
export function both(low: Part, high: Part, check: (values: FormValues) => Record<string, string>): Part {
  return {
    options: { ...low.options, ...high.options },
    fields: [...low.fields, ...high.fields],
    blank: { ...low.blank, ...high.blank },
    read: (tile) => ({ ...low.read(tile), ...high.read(tile) }),
    write(writing) {
      low.write(writing);
      high.write(writing);
    },
    paths: { ...low.paths, ...high.paths },
    check(values) {
      const problems = { ...low.check?.(values), ...high.check?.(values) };
      return Object.keys(problems).length > 0 ? problems : check(values);
    },
  };
}

/** Minimum and maximum of a scale. An empty field means the default. */
export function range(defaults: { minimum: number; maximum: number }): Part {
  return both(
    numberOption({ name: "minimum", label: t.tiles.fields.minimum, blank: String(defaults.minimum) }),
    numberOption({ name: "maximum", label: t.tiles.fields.maximum, blank: String(defaults.maximum) }),
    (values): Record<string, string> => {
      const minimum = numberOf(values, "minimum") ?? defaults.minimum;
      const maximum = numberOf(values, "maximum") ?? defaults.maximum;
      return minimum < maximum ? {} : { maximum: t.tiles.problems.emptyRange };
    },
  );
}

export function toggleOption(option: {
  name: string;
  label: string;
  help?: string;
  blank: boolean;
  advanced?: boolean;
  field?: Look;
}): Part {
  const { name, label, help, blank, advanced = false, field = {} } = option;
  const read = ({ options }: Content) => {
    const saved = options[name];
    return typeof saved === "boolean" ? saved : blank;
  };
  return {
    options: { [name]: { type: "toggle" } },
    fields: [{ name, kind: "toggle", label, advanced, ...(help === undefined ? {} : { help }), ...field }],
    blank: { [name]: blank },
    read: (tile) => ({ [name]: read(tile) }),
    write: ({ values, original, draft }) => {
      // The default is not written into a tile that never had the option, and what is an import's stays until somebody changes it.
      if (values[name] !== read(original)) setOption(draft, name, values[name] === true);
    },
    paths: { [`options.${name}`]: name },
  };
}

export function choiceOption(option: {
  name: string;
  label: string;
  choices: { value: string; label: string }[];
  blank: string;
  field?: Look;
}): Part {
  const { name, label, choices, blank, field = {} } = option;
  const read = ({ options }: Content) => {
    const saved = options[name];
    return typeof saved === "string" ? saved : blank;
  };
  return {
    options: { [name]: { type: "choice", among: choices.map(({ value }) => value).filter((value) => value !== "") } },
    fields: [{ name, kind: "segments", label, choices, ...field }],
    blank: { [name]: blank },
    read: (tile) => ({ [name]: read(tile) }),
    write: ({ values, original, draft }) => {
      const written = typed(values, name);
      if (written !== read(original)) setOption(draft, name, written === "" ? undefined : written);
    },
    paths: { [`options.${name}`]: name },
  };
}

/** Every kind has it, so that no kind declares it. */
export const staleAfter = (): Part => ({
  ...numberOption({
    name: "staleAfterSeconds",
    label: t.tiles.fields.staleAfter,
    help: t.tiles.fields.staleHelp,
    above: 0,
    advanced: true,
  }),
  options: {},
});
