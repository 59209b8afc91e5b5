// The bindings that every kind has: off says that the device is away. A device may have several, of itself and of its gateway.
import type { FieldSchema, FormValues } from "../../components/form";
import type { BindingDraft } from "../../lib/bindings/api";
import { AVAILABILITIES, AVAILABILITY_MODES } from "../declaration";
import { isWritten, setOption, textOrNull, topicOf, typed, type Content, type Part } from "./parts";
import { t } from "../../lib/text/index";

export function availability(): Part {
  const parts = [...AVAILABILITIES.map(one), mode()];
  return {
    fields: parts.flatMap((part) => part.fields),
    blank: Object.assign({}, ...parts.map((part) => part.blank)) as FormValues,
    read: (tile) => Object.assign({}, ...parts.map((part) => part.read(tile))) as FormValues,
    write: (writing) => parts.forEach((part) => part.write(writing)),
    paths: Object.assign({}, ...parts.map((part) => part.paths ?? {})) as Record<string, string>,
  };
}

const nth = (base: string, index: number): string => (index === 0 ? base : `${base}${index + 1}`);
const topicOfNth = (index: number): string => nth("availabilityTopic", index);

/** Each one after the first appears once the one before has a topic. */
function one(slot: string, index: number): Part {
  const [topic, template] = [topicOfNth(index), nth("availabilityTemplate", index)];
  const [on, off] = [nth("payloadAvailable", index), nth("payloadNotAvailable", index)];
  const label = (base: string) => t.tiles.availability.ordinal(index, base);
  const used = (values: FormValues) => isWritten(values, topic);
  const shown = (values: FormValues) => used(values) || isWritten(values, topicOfNth(index - 1));
  const said = ({ bindings }: Content): [string, string] => {
    const decode = bindings[slot]?.decode;
    return decode?.as === "onOff" ? [decode.on, decode.off] : ["online", "offline"];
  };
  const common = { advanced: true, when: used } as const;
  const fields: FieldSchema[] = [
    {
      name: topic,
      kind: "text",
      label: label(t.tiles.fields.availability),
      help: index === 0 ? t.tiles.fields.availabilityHelp : t.tiles.availability.anotherHelp,
      advanced: true,
      ...(index === 0 ? {} : { when: shown }),
    },
    { name: on, kind: "text", label: label(t.tiles.fields.payloadAvailable), width: "half", ...common },
    { name: off, kind: "text", label: label(t.tiles.fields.payloadNotAvailable), width: "half", ...common },
    {
      name: template,
      kind: "code",
      label: label(t.tiles.availability.template),
      help: t.tiles.availability.templateHelp,
      ...common,
    },
  ];
  return {
    fields,
    blank: { [topic]: "", [on]: "online", [off]: "offline", [template]: "" },
    read(tile) {
      const [there, away] = said(tile);
      const it = tile.bindings[slot];
      return { [topic]: it?.topic ?? "", [on]: there, [off]: away, [template]: it?.template ?? "" };
    },
    write({ values, original, draft, broker }) {
      if (!used(values)) {
        delete draft.bindings[slot];
        return;
      }
      const old = original.bindings[slot];
      const [there, away] = [typed(values, on), typed(values, off)];
      const unchanged = old !== undefined && said(original).join("\0") === `${there}\0${away}`;
      const fresh: Omit<BindingDraft, "topic" | "decode" | "template"> = {
        broker,
        qos: "atMostOnce",
        unit: null,
        timeTemplate: null,
      };
      draft.bindings[slot] = {
        ...fresh,
        ...old,
        topic: topicOf(values, topic, old?.topic),
        template: textOrNull(typed(values, template)),
        decode: unchanged ? old.decode : { as: "onOff", on: there, off: away },
      };
    },
    paths: {
      [`bindings.${slot}`]: topic,
      [`bindings.${slot}.template`]: template,
      [`bindings.${slot}.decode`]: on,
    },
  };
}

/** What several of them mean together. */
function mode(): Part {
  const name = "availabilityMode";
  const read = ({ options }: Content) => {
    const saved = options[name];
    return typeof saved === "string" ? saved : "all";
  };
  return {
    fields: [
      {
        name,
        kind: "select",
        label: t.tiles.availability.mode,
        choices: AVAILABILITY_MODES.map((value) => ({ value, label: t.tiles.availability.modes[value] })),
        advanced: true,
        when: (values) => isWritten(values, topicOfNth(1)),
      },
    ],
    blank: { [name]: "all" },
    read: (tile) => ({ [name]: read(tile) }),
    write({ values, original, draft }) {
      // The default is not written into a tile that never had the option.
      if (typed(values, name) !== read(original)) setOption(draft, name, typed(values, name));
    },
    paths: { [`options.${name}`]: name },
  };
}
