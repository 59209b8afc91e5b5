// The part of the form for several presses of one device: payloads on one topic, or a topic for each, as Tasmota and Shelly have it.
import type { FieldSchema, FormValues } from "../../components/form";
import { t } from "../../lib/text/index";
import { isWritten, topicOf, typed, type Content, type Part, type Writing } from "./parts";
import { answerOf, commandOf } from "./property";

export interface Pressed {
  slot: string;
  /** Of a new tile. */
  payload: string;
  /** What its fields are called. */
  labels: { payload: string; topic: string; help?: string };
  /** The slot that answers it, and how far off a number may be there; without it, nothing does. */
  answer?: (draft: Content) => { slot: string; tolerance: number };
}

interface Presses {
  /** In the order of the form. */
  all: readonly Pressed[];
  /** Seconds that an answer may take. */
  within: number;
  /** The slot that answers, as the engine is told it. */
  state: string;
  words: {
    /** The fold of the topics of their own, and what they are for. */
    separate: string;
    separateHelp: string;
    /** Said of a form in which nothing can be sent. */
    nothing: string;
  };
  /** Fields of other parts that send. */
  others?: readonly string[];
}

const payloadName = (slot: string) => `${slot}Payload`;
const topicName = (slot: string) => `${slot}Topic`;

const payloadOf = ({ commands }: Content, slot: string): string => {
  const rule = commands[slot]?.payload;
  return rule?.as === "template" ? rule.text : (rule?.on ?? "");
};

export function presses({ all, within, state, words, others = [] }: Presses): Part {
  const slots = all.map(({ slot }) => slot);
  const topics = ["commandTopic", ...slots.map(topicName), ...others];
  const isSent = (values: FormValues): boolean => topics.some((name) => isWritten(values, name));
  const own = ({ slot, labels }: Pressed, index: number): FieldSchema => ({
    name: topicName(slot),
    kind: "text",
    label: labels.topic,
    advanced: true,
    group: words.separate,
    ...(index === 0 ? { help: words.separateHelp } : {}),
  });

  function read(tile: Content): FormValues {
    const saved = slots.flatMap((slot) => tile.commands[slot]?.topic ?? []);
    const empty = slots.some((slot) => tile.commands[slot] && payloadOf(tile, slot).trim() === "");
    const one = !empty && new Set(saved).size === 1 ? (saved[0] ?? "") : "";
    const values: FormValues = { commandTopic: one };
    for (const slot of slots) {
      values[payloadName(slot)] = payloadOf(tile, slot);
      values[topicName(slot)] = one === "" ? (tile.commands[slot]?.topic ?? "") : "";
    }
    return values;
  }

  function write(writing: Writing) {
    const { values, original, draft, broker } = writing;
    // Where nothing is written yet it waits for its topic, as every new tile does: it is not broken.
    const waits = !isSent(values);
    for (const { slot, answer } of all) {
      const old = original.commands[slot];
      const alone = isWritten(values, topicName(slot));
      const shared = (waits || isWritten(values, "commandTopic")) && isWritten(values, payloadName(slot));
      if (!alone && !shared) {
        delete draft.commands[slot];
        continue;
      }
      const payload = typed(values, payloadName(slot));
      const same = old && payload === payloadOf(original, slot);
      const answering = answer?.(draft);
      draft.commands[slot] = {
        ...commandOf(old, broker),
        topic: topicOf(values, alone ? topicName(slot) : "commandTopic", old?.topic),
        payload: same ? old.payload : { as: "template", text: payload },
        answer: answering
          ? answerOf(writing, slot, answering.slot, { seconds: within, tolerance: answering.tolerance })
          : (old?.answer ?? null),
      };
    }
  }

  return {
    sends: Object.fromEntries(
      all.map(({ slot, answer }) => [slot, { role: "press" as const, ...(answer ? { answer: state } : {}) }]),
    ),
    fields: [
      { name: "commandTopic", kind: "text", label: t.tiles.fields.commandTopic },
      ...all.map(({ slot, labels }): FieldSchema => ({
        name: payloadName(slot),
        kind: "text",
        label: labels.payload,
        width: "half",
        ...(labels.help === undefined ? {} : { help: labels.help }),
      })),
      ...all.map(own),
    ],
    blank: {
      commandTopic: "",
      ...Object.fromEntries(
        all.flatMap(({ slot, payload }) => [[payloadName(slot), payload] as const, [topicName(slot), ""]]),
      ),
    },
    read,
    write,
    paths: {
      ...Object.fromEntries(slots.map((slot) => [`commands.${slot}`, "commandTopic"])),
      ...Object.fromEntries(slots.map((slot) => [`commands.${slot}.payload`, payloadName(slot)])),
    },
    check: (values): Record<string, string> => (isSent(values) ? {} : { commandTopic: words.nothing }),
  };
}
