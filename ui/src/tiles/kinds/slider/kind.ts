import type { Answer } from "../../../lib/bindings/api";
import { t } from "../../../lib/text/index";
import { availability, binding } from "../../form/binding";
import { command, delivery, numberOption, numberProblem, numberText, range, staleAfter } from "../../form/fields";
import { form, isWritten, numberOf, setOption, textOrNull, typed, type Part } from "../../form/parts";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";
import { DEFAULTS, scaleOf } from "./scale";

const ANSWER_SECONDS = 5;
const TEMPLATE = "{{ value }}";

const answerField = { name: "answerWithin", label: t.tiles.fields.answerWithin, min: 0.1, max: 600 };
const toleranceField = { name: "tolerance", label: text.tolerance, min: 0 };

/** Stands with the binding, and with the tile itself while nothing is read. */
const unit: Part = {
  options: { unit: { type: "text" } },
  fields: [{ name: "unit", kind: "text", label: t.tiles.fields.unit, width: "half" }],
  blank: { unit: "" },
  read: ({ bindings, options }) => {
    const saved = bindings["state"]?.unit ?? options["unit"];
    return { unit: typeof saved === "string" ? saved : "" };
  },
  write({ values, draft }) {
    const written = textOrNull(typed(values, "unit"));
    const state = draft.bindings["state"];
    if (state) state.unit = written;
    if (!state || draft.options["unit"] !== undefined) setOption(draft, "unit", written ?? undefined);
  },
  paths: { "bindings.state.unit": "unit", "options.unit": "unit" },
};

const sending: Part = {
  fields: [
    {
      name: "payload",
      kind: "code",
      label: text.payload,
      help: text.payloadHelp,
      placeholder: TEMPLATE,
      advanced: true,
    },
    {
      name: answerField.name,
      kind: "number",
      label: answerField.label,
      help: t.tiles.fields.answerHelp,
      inputMode: "decimal",
      width: "half",
      advanced: true,
    },
    {
      name: toleranceField.name,
      kind: "number",
      label: toleranceField.label,
      help: text.toleranceHelp,
      inputMode: "decimal",
      width: "half",
      advanced: true,
    },
  ],
  blank: { payload: TEMPLATE, answerWithin: String(ANSWER_SECONDS), tolerance: "" },
  read(tile) {
    const set = tile.commands["set"];
    const tolerance = set?.answer?.tolerance;
    return {
      payload: set?.payload.as === "template" ? set.payload.text : TEMPLATE,
      answerWithin: numberText((set?.answer?.timeoutMs ?? ANSWER_SECONDS * 1_000) / 1_000),
      tolerance: tolerance === scaleOf(tile.options).step / 2 ? "" : numberText(tolerance),
    };
  },
  write: () => undefined,
  check: (values) => ({ ...numberProblem(values, answerField), ...numberProblem(values, toleranceField) }),
};

const kind: TileKindContract = {
  kind: "slider",
  order: 30,
  name: text.name,
  description: text.description,
  icon: "tune-variant",
  size: { width: 4, height: 2 },
  minimum: { width: 2, height: 2 },
  ...form(
    binding({
      slot: "state",
      role: "state",
      decode: { as: "number" },
      optional: true,
      topicHelp: text.topicHelp,
      templateAdvanced: true,
      qosLabel: t.tiles.fields.stateQos,
    }),
    command(
      "set",
      { role: "set", answer: "state", required: true },
      ({ values, old, hasState }) => {
        const answer: Answer = {
          slot: "state",
          ...old?.answer,
          timeoutMs: Math.round((numberOf(values, "answerWithin") ?? ANSWER_SECONDS) * 1_000),
          tolerance: numberOf(values, "tolerance") ?? (numberOf(values, "step") ?? DEFAULTS.step) / 2,
        };
        const written = isWritten(values, "payload") ? typed(values, "payload") : TEMPLATE;
        return { payload: { as: "template", text: written }, answer: hasState ? answer : null };
      },
      { payload: "payload", "answer.timeoutMs": "answerWithin", "answer.tolerance": "tolerance" },
    ),
    range(DEFAULTS),
    numberOption({ name: "step", label: text.step, blank: String(DEFAULTS.step), above: 0 }),
    unit,
    sending,
    delivery("set"),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  suggest: ({ value }) => (value?.type === "number" ? { fit: 0.3 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
