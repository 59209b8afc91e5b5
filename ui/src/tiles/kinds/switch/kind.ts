import type { Answer } from "../../../lib/bindings/api";
import type { FormValues } from "../../../components/form";
import { t } from "../../../lib/text/index";
import { availability, stateBinding } from "../../form/binding";
import { command, delivery, numberProblem, numberText, staleAfter } from "../../form/fields";
import { onOffPayload, onOffWords } from "../../form/on-off";
import { form, numberOf, type Part } from "../../form/parts";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";

const ANSWER_SECONDS = 5;

const answerField = { name: "answerWithin", label: t.tiles.fields.answerWithin, min: 0.1, max: 600 };

function answer(values: FormValues, old: Answer | null | undefined): Answer {
  const seconds = numberOf(values, "answerWithin") ?? ANSWER_SECONDS;
  return { slot: "state", tolerance: 0, ...old, timeoutMs: Math.round(seconds * 1_000) };
}

const within: Part = {
  fields: [
    {
      name: answerField.name,
      kind: "number",
      label: answerField.label,
      help: t.tiles.fields.answerHelp,
      inputMode: "decimal",
      width: "half",
      advanced: true,
    },
  ],
  blank: { answerWithin: String(ANSWER_SECONDS) },
  read: (tile) => ({
    answerWithin: numberText((tile.commands["set"]?.answer?.timeoutMs ?? ANSWER_SECONDS * 1_000) / 1_000),
  }),
  write: () => undefined,
  check: (values) => numberProblem(values, answerField),
};

const kind: TileKindContract = {
  kind: "switch",
  order: 10,
  name: text.name,
  description: text.description,
  icon: "toggle-switch-outline",
  size: { width: 2, height: 3 },
  minimum: { width: 1, height: 2 },
  ...form(
    stateBinding({ as: "onOff", on: "ON", off: "OFF" }, text.topicHelp),
    command(
      "set",
      { role: "set", answer: "state", required: true },
      ({ values, old, hasState }) => ({
        payload: onOffPayload(values),
        answer: hasState ? answer(values, old?.answer) : null,
      }),
      { payload: "payloadOn", "payload.off": "payloadOff", answer: "answerWithin" },
    ),
    onOffWords,
    within,
    delivery("set"),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  suggest: ({ value }) => (value?.type === "boolean" ? { fit: 0.6 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
