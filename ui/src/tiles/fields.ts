// The parts that kinds share: a binding, a command, an option.
import type { FieldSchema, FormValues } from "../components/form";
import type { BindingDraft, CommandDraft, Decode, Qos } from "../lib/bindings/api";
import { isWritten, numberOf, setOption, textOrNull, topicOf, typed, type Content, type Part } from "./parts";
import { t } from "../lib/text";

const qosChoices = [
  { value: "atMostOnce", label: t.tiles.fields.qosZero },
  { value: "atLeastOnce", label: t.tiles.fields.qosOne },
];

export const qosField = (name: string, label: string): FieldSchema => ({
  name,
  kind: "segments",
  label,
  choices: qosChoices,
  advanced: true,
});

const qosOf = (values: FormValues, name: string): Qos =>
  values[name] === "atLeastOnce" ? "atLeastOnce" : "atMostOnce";

export interface BindingPart {
  slot: string;
  decode: Decode;
  keepSeries: boolean;
  topicHelp?: string;
  /** A tile without this topic is still a tile. */
  optional?: boolean;
  unit?: boolean;
  /** Field names and labels; series after the first have their own. */
  name?: (base: string) => string;
  label?: (base: string) => string;
  templateAdvanced?: boolean;
  qosLabel?: string;
  when?: (values: FormValues) => boolean;
}

/** Topic, value template, unit and QoS of one binding. */
export function binding(part: BindingPart): Part {
  const { slot, name = (it: string) => it, label = (it: string) => it } = part;
  const [topic, template, unit, qos] = [name("topic"), name("template"), name("unit"), name("stateQos")];
  const fields: FieldSchema[] = [
    { name: topic, kind: "text", label: label(t.tiles.fields.topic), help: part.topicHelp ?? t.tiles.fields.topicHelp },
    {
      name: template,
      kind: "code",
      label: label(t.tiles.fields.template),
      help: t.tiles.fields.templateHelp,
      advanced: part.templateAdvanced ?? false,
    },
  ];
  if (part.unit) fields.push({ name: unit, kind: "text", label: t.tiles.fields.unit, width: "half" });
  fields.push(qosField(qos, label(part.qosLabel ?? t.tiles.fields.qos)));
  if (part.when) for (const field of fields) field.when = part.when;

  return {
    fields,
    blank: { [topic]: "", [template]: "", ...(part.unit ? { [unit]: "" } : {}), [qos]: "atMostOnce" },
    read(tile) {
      const it = tile.bindings[slot];
      return {
        [topic]: it?.topic ?? "",
        [template]: it?.template ?? "",
        ...(part.unit ? { [unit]: it?.unit ?? "" } : {}),
        [qos]: it?.qos ?? "atMostOnce",
      };
    },
    write({ values, kept, draft, broker }) {
      const old = kept.bindings[slot];
      if (part.optional && !isWritten(values, topic)) {
        delete draft.bindings[slot];
        return;
      }
      const fresh: BindingDraft = {
        broker,
        topic: "",
        qos: "atMostOnce",
        template: null,
        decode: part.decode,
        unit: null,
        keepSeries: part.keepSeries,
      };
      draft.bindings[slot] = {
        ...(old ?? fresh),
        topic: topicOf(values, topic, old?.topic),
        template: textOrNull(typed(values, template)),
        qos: qosOf(values, qos),
        ...(part.unit ? { unit: textOrNull(typed(values, unit)) } : {}),
      };
    },
    paths: {
      [`bindings.${slot}`]: topic,
      [`bindings.${slot}.template`]: template,
      [`bindings.${slot}.unit`]: part.unit ? unit : topic,
      [`bindings.${slot}.qos`]: qos,
    },
  };
}

/** The command's topic. Its payload and its answer are the kind's own, given by `rest`. */
export function command(
  slot: string,
  rest: (content: {
    values: FormValues;
    old: CommandDraft | undefined;
    hasState: boolean;
  }) => Pick<CommandDraft, "payload" | "answer">,
  paths: Record<string, string> = {},
): Part {
  return {
    fields: [{ name: "commandTopic", kind: "text", label: t.tiles.fields.commandTopic }],
    blank: { commandTopic: "" },
    read: (tile) => ({ commandTopic: tile.commands[slot]?.topic ?? "" }),
    write({ values, kept, draft, broker }) {
      const old = kept.commands[slot];
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
}

export function numberOption(option: NumberOption): Part {
  const { name, label, help, placeholder, advanced = false } = option;
  return {
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
      },
    ],
    blank: { [name]: option.blank ?? "" },
    read: (tile) => ({ [name]: numberText(tile.options[name]) }),
    write: ({ values, draft, kept }) => {
      // An option of another type is an import's or a newer version's: it stays until a number is written over it.
      const foreign = kept.options[name] !== undefined && typeof kept.options[name] !== "number";
      if (!(foreign && !isWritten(values, name))) setOption(draft, name, numberOf(values, name));
    },
    paths: { [`options.${name}`]: name },
    check: (values) => numberProblem(values, option),
  };
}

export const numberText = (value: unknown): string => (typeof value === "number" ? String(value) : "");

export function numberProblem(values: FormValues, { name, min, max, above }: NumberOption): Record<string, string> {
  if (!isWritten(values, name)) return {};
  const value = numberOf(values, name);
  if (value === undefined) return { [name]: t.tiles.problems.notANumber };
  if (above !== undefined && value <= above) return { [name]: t.tiles.problems.positive };
  if (min !== undefined && value < min) return { [name]: t.tiles.problems.tooSmall(min) };
  if (max !== undefined && value > max) return { [name]: t.tiles.problems.tooLarge(max) };
  return {};
}

/** Minimum and maximum of a scale. An empty field means the default. */
export function range(defaults: { minimum: number; maximum: number }): Part {
  const low = numberOption({ name: "minimum", label: t.tiles.fields.minimum, blank: String(defaults.minimum) });
  const high = numberOption({ name: "maximum", label: t.tiles.fields.maximum, blank: String(defaults.maximum) });
  return {
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
      if (Object.keys(problems).length > 0) return problems;
      const minimum = numberOf(values, "minimum") ?? defaults.minimum;
      const maximum = numberOf(values, "maximum") ?? defaults.maximum;
      return minimum < maximum ? {} : { maximum: t.tiles.problems.emptyRange };
    },
  };
}

export function toggleOption(option: {
  name: string;
  label: string;
  help?: string;
  blank: boolean;
  advanced?: boolean;
}): Part {
  const { name, label, help, blank, advanced = false } = option;
  return {
    fields: [{ name, kind: "toggle", label, advanced, ...(help === undefined ? {} : { help }) }],
    blank: { [name]: blank },
    read: (tile) => ({ [name]: typeof tile.options[name] === "boolean" ? tile.options[name] : blank }),
    write: ({ values, draft }) => {
      // The default is not written into a tile that never had the option.
      if (values[name] !== blank || draft.options[name] !== undefined) setOption(draft, name, values[name] === true);
    },
    paths: { [`options.${name}`]: name },
  };
}

export function choiceOption(option: {
  name: string;
  label: string;
  choices: { value: string; label: string }[];
  blank: string;
}): Part {
  const { name, label, choices, blank } = option;
  return {
    fields: [{ name, kind: "segments", label, choices }],
    blank: { [name]: blank },
    read: (tile) => ({ [name]: typeof tile.options[name] === "string" ? tile.options[name] : blank }),
    write: ({ values, draft }) => {
      if (values[name] !== blank || draft.options[name] !== undefined) setOption(draft, name, typed(values, name));
    },
    paths: { [`options.${name}`]: name },
  };
}

export const staleAfter = (): Part =>
  numberOption({
    name: "staleAfterSeconds",
    label: t.tiles.fields.staleAfter,
    help: t.tiles.fields.staleHelp,
    above: 0,
    advanced: true,
  });

/** The binding `availability`: off says that the device is away. */
export function availability(): Part {
  const on = (content: Content): [string, string] => {
    const decode = content.bindings["availability"]?.decode;
    return decode?.as === "onOff" ? [decode.on, decode.off] : ["online", "offline"];
  };
  const when = (values: FormValues) => isWritten(values, "availabilityTopic");
  return {
    fields: [
      {
        name: "availabilityTopic",
        kind: "text",
        label: t.tiles.fields.availability,
        help: t.tiles.fields.availabilityHelp,
        advanced: true,
      },
      {
        name: "payloadAvailable",
        kind: "text",
        label: t.tiles.fields.payloadAvailable,
        width: "half",
        advanced: true,
        when,
      },
      {
        name: "payloadNotAvailable",
        kind: "text",
        label: t.tiles.fields.payloadNotAvailable,
        width: "half",
        advanced: true,
        when,
      },
    ],
    blank: { availabilityTopic: "", payloadAvailable: "online", payloadNotAvailable: "offline" },
    read(tile) {
      const [payloadAvailable, payloadNotAvailable] = on(tile);
      return {
        availabilityTopic: tile.bindings["availability"]?.topic ?? "",
        payloadAvailable,
        payloadNotAvailable,
      };
    },
    write({ values, kept, draft, broker }) {
      if (!isWritten(values, "availabilityTopic")) {
        delete draft.bindings["availability"];
        return;
      }
      const old = kept.bindings["availability"];
      const words = [typed(values, "payloadAvailable"), typed(values, "payloadNotAvailable")] as const;
      const unchanged = old !== undefined && on(kept).join("\0") === words.join("\0");
      draft.bindings["availability"] = {
        broker,
        qos: "atMostOnce",
        template: null,
        unit: null,
        keepSeries: false,
        ...old,
        topic: topicOf(values, "availabilityTopic", old?.topic),
        decode: unchanged ? old.decode : { as: "onOff", on: words[0], off: words[1] },
      };
    },
    paths: { "bindings.availability": "availabilityTopic", "bindings.availability.decode": "payloadAvailable" },
  };
}
