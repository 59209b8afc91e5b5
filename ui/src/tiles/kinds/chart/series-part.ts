// The fields of one series of a chart: what it reads, and how it is drawn.
import type { FieldSchema, FormValues } from "../../../components/form";
import type { Decode } from "../../../lib/bindings/api";
import { binding } from "../../form/binding";
import { choiceOption } from "../../form/fields";
import { brokerOf, isWritten, setOption, typed, type Part, type Writing } from "../../form/parts";
import { words } from "./form-text";
import { plotOf, SIDES } from "./options";
import { SLOTS, STYLES } from "./series";
import { text } from "./text";

export const plotIn = (values: FormValues): string => typed(values, "plot");

const topicName = (index: number): string => (index === 0 ? "topic" : `topic${index + 1}`);

/** Each series after the first appears once the one before has a topic. */
const isShown = (values: FormValues, index: number): boolean =>
  index === 0 || isWritten(values, topicName(index - 1)) || isWritten(values, topicName(index));

/** What is folded away of a series has nothing to say before it has a topic; the first always has one. */
const isUsed = (values: FormValues, index: number): boolean => index === 0 || isWritten(values, topicName(index));

export function hasRightAxis(values: FormValues): boolean {
  if (!hasAxes(values)) return false;
  return SLOTS.some((_, index) => isWritten(values, topicName(index)) && values[`axis${index + 1}`] === "right");
}

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
  const group = words.seriesGroup(index);
  const label = (base: string) => text.ordinal(index, base);
  const when = (values: FormValues) => isShown(values, index);
  const used = (values: FormValues) => isUsed(values, index);
  const folded = { advanced: true, group, when: used };
  return [
    binding({
      slot,
      role: "series",
      decode: (writing) => decodeIn(slot, writing),
      name: (base) => (index === 0 ? base : `${base}${index + 1}`),
      label,
      unit: true,
      group,
      // The first one is filled by a tap on the newest message, so it is in sight.
      ...(index === 0 ? {} : { optional: true, topicHelp: "", templateAdvanced: true, when, whenAdvanced: used }),
    }),
    labelOption(index, label(text.label), when),
    ...(index === 0 ? [] : [ownBroker(slot, index, folded)]),
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
      choices: SIDES.map((value) => ({ value, label: words.sides[value] })),
      blank: "left",
      field: { ...folded, when: (values) => used(values) && hasAxes(values) },
    }),
  ];
}

function labelOption(index: number, label: string, when: (values: FormValues) => boolean): Part {
  const option = `label${index + 1}`;
  return {
    options: { [option]: { type: "text" } },
    fields: [{ name: option, kind: "text", label, width: "half", ...(index === 0 ? {} : { when }) }],
    blank: { [option]: "" },
    read: ({ options }) => ({ [option]: typeof options[option] === "string" ? options[option] : "" }),
    write({ values, draft }) {
      const written = typed(values, option);
      if (written !== "" || typeof draft.options[option] === "string") {
        setOption(draft, option, written === "" ? undefined : written);
      }
    },
    paths: { [`options.${option}`]: option },
  };
}

/** A series of another broker says so; one of the tile's broker goes along with the tile. */
function ownBroker(slot: string, index: number, look: Partial<FieldSchema>): Part {
  const name = `broker${index + 1}`;
  const choices = [{ value: "", label: words.asTile }];
  return {
    fields: [{ name, kind: "select", label: text.ordinal(index, words.broker), choices, ...look }],
    blank: { [name]: "" },
    read(tile) {
      const own = tile.bindings[slot]?.broker;
      return { [name]: own === undefined || own === brokerOf(tile) ? "" : own };
    },
    write: () => undefined,
    paths: { [`bindings.${slot}.broker`]: name },
    brokers: { [slot]: name },
  };
}
