// The part that reads: a binding of a kind. What says whether the device is there is in availability.ts.
import type { FieldSchema, FormValues } from "../../components/form";
import type { BindingDraft, Decode, Qos } from "../../lib/bindings/api";
import type { Role } from "../declaration";
import * as readsAs from "./reads-as";
import { isWritten, textOrNull, topicOf, typed, type Part, type Writing } from "./parts";
import { t } from "../../lib/text/index";

export { availability } from "./availability";

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

export const qosOf = (values: FormValues, name: string): Qos =>
  values[name] === "atLeastOnce" ? "atLeastOnce" : "atMostOnce";

export interface BindingPart {
  slot: string;
  role: Role;
  decode: Decode | ((writing: Writing) => Decode);
  /** Empty: none, it was said before. */
  topicHelp?: string;
  /** A tile without this topic is still a tile. */
  optional?: boolean;
  /** A large JSON comes to the page whole. */
  whole?: boolean;
  unit?: boolean;
  /** Field names and labels; series after the first have their own. */
  name?: (base: string) => string;
  label?: (base: string) => string;
  templateAdvanced?: boolean;
  /** The fold of the advanced fields; none is "More options". */
  group?: string;
  qosLabel?: string;
  when?: (values: FormValues) => boolean;
  /** The same for the advanced fields. */
  whenAdvanced?: (values: FormValues) => boolean;
}

/** Where a device tells what it was set to, if it does. */
export const stateBinding = (decode: Decode, topicHelp: string): Part =>
  binding({
    slot: "state",
    role: "state",
    decode,
    optional: true,
    topicHelp,
    templateAdvanced: true,
    qosLabel: t.tiles.fields.stateQos,
  });

/** Its words for on and off are the kind's own. */
const isChoosable = ({ decode }: BindingPart): boolean => typeof decode === "function" || decode.as !== "onOff";

/** What it reads is a matter of the kind's own options, unless a person says otherwise. */
const isOwn = ({ decode }: BindingPart): boolean => typeof decode === "function";

/** What the person chose; a kept rule stays while the choice does, unless the kind itself looks at it. */
function decodeOf(part: BindingPart, names: readsAs.Names, writing: Writing): Partial<BindingDraft> {
  const { slot, decode } = part;
  const old = writing.original.bindings[slot]?.decode;
  const needed = (from: Writing) => (typeof decode === "function" ? decode(from) : decode);
  if (!isChoosable(part)) return old ? {} : { decode: needed(writing) };
  const now = readsAs.chosen(names, writing.values);
  if (now) {
    const kept = old && JSON.stringify(readsAs.read(names, old, isOwn(part)));
    const same = kept === JSON.stringify(readsAs.read(names, now, isOwn(part)));
    return same ? {} : { decode: now };
  }
  if (old && readsAs.choiceOf(old, true) !== "") {
    // No longer what a person said.
    const others = Object.entries(writing.original.bindings).filter(([name]) => name !== slot);
    const original = { ...writing.original, bindings: Object.fromEntries(others) };
    return { decode: needed({ ...writing, original }) };
  }
  return { decode: needed(writing) };
}

/** Topic, value template, unit, time template and QoS of one binding. */
export function binding(part: BindingPart): Part {
  const { slot, name = (it: string) => it, label = (it: string) => it } = part;
  const [topic, template, unit] = [name("topic"), name("template"), name("unit")];
  const [time, qos] = [name("timeTemplate"), name("stateQos")];
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
  if (part.unit) fields.push({ name: unit, kind: "text", label: label(t.tiles.fields.unit), width: "half" });
  const names = { name, label };
  const choosable = isChoosable(part);
  const first = typeof part.decode === "function" ? ({ as: "auto" } as const) : part.decode;
  if (choosable) fields.push(...readsAs.fields(names, isOwn(part)));
  fields.push({
    name: time,
    kind: "code",
    label: label(t.tiles.fields.timeTemplate),
    help: t.tiles.fields.timeTemplateHelp,
    advanced: true,
  });
  fields.push(qosField(qos, label(part.qosLabel ?? t.tiles.fields.qos)));
  for (const field of fields) {
    const when = (field.advanced ? part.whenAdvanced : undefined) ?? part.when;
    const own = field.when;
    if (when) field.when = own ? (values) => when(values) && own(values) : when;
    if (part.group !== undefined && field.advanced) field.group = part.group;
  }

  return {
    reads: {
      [slot]: {
        role: part.role,
        decode: typeof part.decode === "function" ? "auto" : part.decode.as,
        ...(part.optional ? {} : { required: true }),
        ...(part.whole ? { whole: true } : {}),
      },
    },
    fields,
    blank: {
      [topic]: "",
      [template]: "",
      ...(part.unit ? { [unit]: "" } : {}),
      ...(choosable ? readsAs.read(names, first, isOwn(part)) : {}),
      [time]: "",
      [qos]: "atMostOnce",
    },
    read(tile) {
      const it = tile.bindings[slot];
      return {
        [topic]: it?.topic ?? "",
        [template]: it?.template ?? "",
        ...(part.unit ? { [unit]: it?.unit ?? "" } : {}),
        ...(choosable ? readsAs.read(names, it?.decode ?? first, isOwn(part)) : {}),
        [time]: it?.timeTemplate ?? "",
        [qos]: it?.qos ?? "atMostOnce",
      };
    },
    write(writing) {
      const { values, original, draft, broker } = writing;
      const old = original.bindings[slot];
      if (part.optional && !isWritten(values, topic)) {
        delete draft.bindings[slot];
        return;
      }
      const fresh: BindingDraft = {
        broker,
        topic: "",
        qos: "atMostOnce",
        template: null,
        decode: { as: "auto" },
        unit: null,
        timeTemplate: null,
      };
      draft.bindings[slot] = {
        ...(old ?? fresh),
        ...decodeOf(part, names, writing),
        topic: topicOf(values, topic, old?.topic),
        template: textOrNull(typed(values, template)),
        timeTemplate: textOrNull(typed(values, time)),
        qos: qosOf(values, qos),
        ...(part.unit ? { unit: textOrNull(typed(values, unit)) } : {}),
      };
    },
    paths: {
      [`bindings.${slot}`]: topic,
      [`bindings.${slot}.template`]: template,
      [`bindings.${slot}.unit`]: part.unit ? unit : topic,
      [`bindings.${slot}.timeTemplate`]: time,
      ...(choosable ? { [`bindings.${slot}.decode`]: name("reads") } : {}),
      [`bindings.${slot}.qos`]: qos,
    },
  };
}
