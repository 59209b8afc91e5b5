// The part of the form for open, stop and close: three payloads on one topic, or a topic for each, as Tasmota and Shelly have it.
import type { FieldSchema, FormValues } from "../../../components/form";
import { t } from "../../../lib/text/index";
import { isWritten, topicOf, typed, type Content, type Part } from "../../form/parts";
import { answerOf, commandOf } from "../../form/property";
import { PRESSES, type Press } from "./state";
import { text } from "./text";

const BLANK: Record<Press, string> = { open: "OPEN", stop: "STOP", close: "CLOSE" };
/** Seconds from one end to the other: many say nothing before they are there. */
export const WITHIN = 60;
/** Percent that a motor may be off its end. */
const OFF = 1;

const payloadName = (press: Press) => `${press}Payload`;
const topicName = (press: Press) => `${press}Topic`;

const payloadOf = ({ commands }: Content, press: Press): string => {
  const rule = commands[press]?.payload;
  return rule?.as === "template" ? rule.text : (rule?.on ?? "");
};

function read(tile: Content): FormValues {
  const all = PRESSES.flatMap((press) => tile.commands[press]?.topic ?? []);
  const empty = PRESSES.some((press) => tile.commands[press] && payloadOf(tile, press).trim() === "");
  const one = !empty && new Set(all).size === 1 ? (all[0] ?? "") : "";
  const values: FormValues = { commandTopic: one };
  for (const press of PRESSES) {
    values[payloadName(press)] = payloadOf(tile, press);
    values[topicName(press)] = one === "" ? (tile.commands[press]?.topic ?? "") : "";
  }
  return values;
}

const TOPICS = ["commandTopic", ...PRESSES.map(topicName), "positionCommandTopic"];
const isMoved = (values: FormValues): boolean => TOPICS.some((name) => isWritten(values, name));

const own = (press: Press): FieldSchema => ({
  name: topicName(press),
  kind: "text",
  label: text.topics[press],
  advanced: true,
  group: text.separate,
  ...(press === "open" ? { help: text.topicsHelp } : {}),
});

export const presses: Part = {
  sends: {
    open: { role: "press", answer: "state" },
    stop: { role: "press" },
    close: { role: "press", answer: "state" },
  },
  fields: [
    { name: "commandTopic", kind: "text", label: t.tiles.fields.commandTopic },
    { name: payloadName("open"), kind: "text", label: text.payloads.open, width: "half" },
    { name: payloadName("close"), kind: "text", label: text.payloads.close, width: "half" },
    { name: payloadName("stop"), kind: "text", label: text.payloads.stop, help: text.stopHelp, width: "half" },
    ...PRESSES.map(own),
  ],
  blank: {
    commandTopic: "",
    ...Object.fromEntries(PRESSES.flatMap((it) => [[payloadName(it), BLANK[it]] as const, [topicName(it), ""]])),
  },
  read,
  write(writing) {
    const { values, original, draft, broker } = writing;
    // Where nothing is written yet it waits for its topic, as every new tile does: it is not broken.
    const waits = !isMoved(values);
    for (const press of PRESSES) {
      const old = original.commands[press];
      const alone = isWritten(values, topicName(press));
      const shared = (waits || isWritten(values, "commandTopic")) && isWritten(values, payloadName(press));
      if (!alone && !shared) {
        delete draft.commands[press];
        continue;
      }
      const payload = typed(values, payloadName(press));
      const same = old && payload === payloadOf(original, press);
      const slot = draft.bindings["state"] ? "state" : "position";
      draft.commands[press] = {
        ...commandOf(old, broker),
        topic: topicOf(values, alone ? topicName(press) : "commandTopic", old?.topic),
        payload: same ? old.payload : { as: "template", text: payload },
        answer:
          press === "stop"
            ? (old?.answer ?? null)
            : answerOf(writing, press, slot, { seconds: WITHIN, tolerance: slot === "position" ? OFF : 0 }),
      };
    }
  },
  paths: {
    ...Object.fromEntries(PRESSES.map((press) => [`commands.${press}`, "commandTopic"])),
    ...Object.fromEntries(PRESSES.map((press) => [`commands.${press}.payload`, payloadName(press)])),
  },
  check(values): Record<string, string> {
    return isMoved(values) ? {} : { commandTopic: text.nothing };
  },
};
