import type { Answer, Decode, PayloadRule } from "../../../lib/bindings/api";
import type { FormValues } from "../../../components/form";
import { t } from "../../../lib/text/index";
import { availability, stateBinding } from "../../form/binding";
import { command, delivery, numberProblem, numberText, staleAfter } from "../../form/fields";
import { form, numberOf, typed, type Part } from "../../form/parts";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";

const ANSWER_SECONDS = 5;

const answerField = { name: "answerWithin", label: t.tiles.fields.answerWithin, min: 0.1, max: 600 };

function payload(values: FormValues): PayloadRule {
  return { as: "onOff", on: typed(values, "payloadOn"), off: typed(values, "payloadOff") };
}

function answer(values: FormValues, old: Answer | null | undefined): Answer {
  const seconds = numberOf(values, "answerWithin") ?? ANSWER_SECONDS;
  return { slot: "state", tolerance: 0, ...old, timeoutMs: Math.round(seconds * 1_000) };
}

/** What the device takes, what it reports where that differs, and how long it may take. */
const words: Part = {
  fields: [
    { name: "payloadOn", kind: "text", label: t.tiles.fields.payloadOn, width: "half" },
    { name: "payloadOff", kind: "text", label: t.tiles.fields.payloadOff, width: "half" },
    {
      name: "stateOn",
      kind: "text",
      label: t.tiles.fields.stateOn,
      help: t.tiles.fields.stateHelp,
      width: "half",
      advanced: true,
    },
    { name: "stateOff", kind: "text", label: t.tiles.fields.stateOff, width: "half", advanced: true },
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
  blank: { payloadOn: "ON", payloadOff: "OFF", stateOn: "", stateOff: "", answerWithin: String(ANSWER_SECONDS) },
  read(tile) {
    const sends = tile.commands["set"]?.payload;
    const [on, off] = sends?.as === "onOff" ? [sends.on, sends.off] : ["ON", "OFF"];
    const reads = tile.bindings["state"]?.decode;
    const [stateOn, stateOff] = reads?.as === "onOff" ? [reads.on, reads.off] : [on, off];
    return {
      payloadOn: on,
      payloadOff: off,
      stateOn: stateOn === on ? "" : stateOn,
      stateOff: stateOff === off ? "" : stateOff,
      answerWithin: numberText((tile.commands["set"]?.answer?.timeoutMs ?? ANSWER_SECONDS * 1_000) / 1_000),
    };
  },
  write({ values, draft }) {
    const state = draft.bindings["state"];
    if (!state) return;
    const on = typed(values, "stateOn") || typed(values, "payloadOn");
    const off = typed(values, "stateOff") || typed(values, "payloadOff");
    state.decode = { as: "onOff", on, off } satisfies Decode;
  },
  paths: { "bindings.state.decode": "stateOn" },
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
        payload: payload(values),
        answer: hasState ? answer(values, old?.answer) : null,
      }),
      { payload: "payloadOn", "payload.off": "payloadOff", answer: "answerWithin" },
    ),
    words,
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
