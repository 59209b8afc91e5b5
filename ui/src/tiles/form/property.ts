// The parts of a device that has several things to set: where it tells one of them, and where it takes it. Each is folded away under its
// name. How commands travel is said once for all of a tile.
import type { FieldSchema, FormValues } from "../../components/form";
import type { Answer, CommandDraft, Decode } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import type { Role } from "../declaration";
import { qosField, qosOf } from "./binding";
import { numberProblem, numberText } from "./fields";
import { isWritten, numberOf, textOrNull, topicOf, typed, type Content, type Part, type Writing } from "./parts";

const TEMPLATE = "{{ value }}";
/** Of an answer that only the seconds are known of. */
const SECOND = 1_000;

export interface Property {
  /** The slot that reads it. */
  slot: string;
  /** The slot that sets it; without one it is only told. */
  sends?: string;
  role?: Role;
  decode: Decode;
  /** What it is called, and the fold it is in. */
  label: string;
  unit?: string;
  /** Payload of a new tile. */
  payload?: string;
  /** How far an answer may be off the wanted number: devices round. */
  tolerance?: number | ((values: FormValues) => number);
  /** Seconds it has for its answer. */
  within?: number;
  /** What it tells is not what it was told: no answer of it could be compared. */
  unanswered?: true;
  /** Its topics are what the tile is about: they are not folded away. */
  first?: true;
}

/** A binding that has only a topic and a template in the form; all else of it is kept. */
function reading({ slot, decode, unit = undefined }: Property, names: { topic: string; template: string }) {
  return ({ values, original, draft, broker }: Writing) => {
    const old = original.bindings[slot];
    if (!isWritten(values, names.topic)) {
      delete draft.bindings[slot];
      return;
    }
    draft.bindings[slot] = {
      ...(old ?? { broker, qos: "atMostOnce", decode, unit: unit ?? null, timeTemplate: null }),
      topic: topicOf(values, names.topic, old?.topic),
      template: textOrNull(typed(values, names.template)),
    };
  };
}

/** The answer of a slot, as long as that slot is read. */
export function answerOf(
  { original, draft }: Writing,
  sends: string,
  slot: string,
  fresh: { seconds: number; tolerance: number },
): Answer | null {
  const old = original.commands[sends];
  const kept = old?.answer;
  if (kept && kept.slot !== slot) return kept;
  if (!draft.bindings[slot]) return null;
  if (old && original.bindings[slot]) return kept ?? null;
  return { slot, timeoutMs: fresh.seconds * SECOND, tolerance: fresh.tolerance };
}

/** What of a command the form does not show. */
export const commandOf = (old: CommandDraft | undefined, broker: string) =>
  old ?? { broker, qos: "atLeastOnce" as const, retain: false };

const shownPayload = (tile: Content, sends: string, fallback: string): string => {
  const rule = tile.commands[sends]?.payload;
  return rule?.as === "template" ? rule.text : fallback;
};

export function property(it: Property): Part {
  const { slot, sends, role = "attribute", decode, label, payload = TEMPLATE, tolerance = 0, within = 5 } = it;
  const named = (base: string) => t.tiles.fields.ofPart(label, base);
  const topic = `${slot}Topic`;
  const template = `${slot}Template`;
  const commandTopic = `${slot}CommandTopic`;
  const payloadName = `${slot}Payload`;
  const fold = { advanced: true, group: label } as const;
  const topics = it.first ? {} : fold;
  const fields: FieldSchema[] = [
    { name: topic, kind: "text", label: named(t.tiles.fields.topic), ...topics },
    { name: template, kind: "code", label: named(t.tiles.fields.template), ...fold },
  ];
  if (sends !== undefined) {
    fields.push(
      { name: commandTopic, kind: "text", label: named(t.tiles.fields.commandTopic), ...topics },
      {
        name: payloadName,
        kind: "code",
        label: named(t.tiles.fields.payloadTemplate),
        help: t.tiles.fields.payloadTemplateHelp,
        placeholder: TEMPLATE,
        ...fold,
      },
    );
  }
  const write = reading(it, { topic, template });
  return {
    reads: { [slot]: { role, decode: decode.as } },
    sends: sends === undefined ? {} : { [sends]: { role: "set", ...(it.unanswered ? {} : { answer: slot }) } },
    fields,
    blank: {
      [topic]: "",
      [template]: "",
      ...(sends === undefined ? {} : { [commandTopic]: "", [payloadName]: payload }),
    },
    read(tile): FormValues {
      const told = tile.bindings[slot];
      const own = { [topic]: told?.topic ?? "", [template]: told?.template ?? "" };
      if (sends === undefined) return own;
      return {
        ...own,
        [commandTopic]: tile.commands[sends]?.topic ?? "",
        [payloadName]: shownPayload(tile, sends, payload),
      };
    },
    write(writing) {
      write(writing);
      if (sends === undefined) return;
      const { values, original, draft, broker } = writing;
      if (!isWritten(values, commandTopic)) {
        delete draft.commands[sends];
        return;
      }
      const old = original.commands[sends];
      const text = isWritten(values, payloadName) ? typed(values, payloadName) : payload;
      const same = old && text === shownPayload(original, sends, payload);
      draft.commands[sends] = {
        ...commandOf(old, broker),
        topic: topicOf(values, commandTopic, old?.topic),
        payload: same ? old.payload : { as: "template", text },
        answer: it.unanswered
          ? (old?.answer ?? null)
          : answerOf(writing, sends, slot, {
              seconds: within,
              tolerance: typeof tolerance === "number" ? tolerance : tolerance(values),
            }),
      };
    },
    paths: {
      [`bindings.${slot}`]: topic,
      [`bindings.${slot}.template`]: template,
      ...(sends === undefined
        ? {}
        : { [`commands.${sends}`]: commandTopic, [`commands.${sends}.payload`]: payloadName }),
    },
  };
}

const within = { name: "answerWithin", label: t.tiles.fields.answerWithin, min: 0.1, max: 600 };

/** How the commands of a tile travel, and how long their answers may take: said once, and for all of them. Behind the parts that send. */
export function delivery(seconds: number): Part {
  const first = ({ commands }: Content) => commands["set"] ?? Object.values(commands)[0];
  const read = (tile: Content): FormValues => {
    const answer = Object.values(tile.commands).find((it) => it.answer)?.answer;
    return {
      answerWithin: numberText((answer?.timeoutMs ?? seconds * SECOND) / SECOND),
      qos: first(tile)?.qos ?? "atLeastOnce",
      retain: first(tile)?.retain ?? false,
    };
  };
  return {
    fields: [
      {
        name: within.name,
        kind: "number",
        label: within.label,
        help: t.tiles.fields.answerHelp,
        inputMode: "decimal",
        width: "half",
        advanced: true,
      },
      qosField("qos", t.tiles.fields.qos),
      { name: "retain", kind: "toggle", label: t.tiles.fields.retain, help: t.tiles.fields.retainHelp, advanced: true },
    ],
    blank: read({ bindings: {}, commands: {}, options: {} }),
    read,
    write({ values, original, draft }) {
      const before = read(original);
      // What differs between commands stays, until somebody says one thing for all.
      const fresh = Object.keys(original.commands).length === 0;
      const changed = (name: string) => fresh || values[name] !== before[name];
      for (const it of Object.values(draft.commands)) {
        if (changed("qos")) it.qos = qosOf(values, "qos");
        if (changed("retain")) it.retain = values["retain"] === true;
        if (it.answer && changed(within.name)) {
          it.answer = { ...it.answer, timeoutMs: Math.round((numberOf(values, within.name) ?? seconds) * SECOND) };
        }
      }
    },
    paths: {},
    check: (values) => numberProblem(values, within),
  };
}
