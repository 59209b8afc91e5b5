// The parts of what sets a value: where the device tells it, where it takes it, and how the answer is known.
import type { FormValues } from "../../components/form";
import type { Answer, Decode } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import { stateBinding } from "./binding";
import { command, delivery, numberProblem, numberText } from "./fields";
import { isWritten, numberOf, setOption, textOrNull, typed, type Content, type Part } from "./parts";

const ANSWER_SECONDS = 5;
const TEMPLATE = "{{ value }}";

const answerField = { name: "answerWithin", label: t.tiles.fields.answerWithin, min: 0.1, max: 600 };
const toleranceField = { name: "tolerance", label: t.tiles.fields.tolerance, min: 0 };

export interface Setting {
  decode: Decode;
  /** Of numbers: the step they are set in, of which half is what an answer may be off. */
  step?: { written: (values: FormValues) => number; saved: (tile: Content) => number; help: string };
}

/** Topic and command topic first; the rest is folded away. */
export function setting({ decode, step }: Setting): Part[] {
  const answerOf = (values: FormValues, old: Answer | null | undefined): Answer => ({
    slot: "state",
    tolerance: 0,
    ...old,
    timeoutMs: Math.round((numberOf(values, answerField.name) ?? ANSWER_SECONDS) * 1_000),
    ...(step ? { tolerance: numberOf(values, toleranceField.name) ?? step.written(values) / 2 } : {}),
  });
  const sending: Part = {
    fields: [
      {
        name: "payload",
        kind: "code",
        label: t.tiles.fields.payloadTemplate,
        help: t.tiles.fields.payloadTemplateHelp,
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
      ...(step
        ? ([
            {
              name: toleranceField.name,
              kind: "number",
              label: toleranceField.label,
              help: step.help,
              inputMode: "decimal",
              width: "half",
              advanced: true,
            },
          ] as const)
        : []),
    ],
    blank: { payload: TEMPLATE, answerWithin: String(ANSWER_SECONDS), ...(step ? { tolerance: "" } : {}) },
    read(tile) {
      const set = tile.commands["set"];
      const tolerance = set?.answer?.tolerance;
      return {
        payload: set?.payload.as === "template" ? set.payload.text : TEMPLATE,
        answerWithin: numberText((set?.answer?.timeoutMs ?? ANSWER_SECONDS * 1_000) / 1_000),
        ...(step ? { tolerance: tolerance === step.saved(tile) / 2 ? "" : numberText(tolerance) } : {}),
      };
    },
    write: () => undefined,
    check: (values) => ({
      ...numberProblem(values, answerField),
      ...(step ? numberProblem(values, toleranceField) : {}),
    }),
  };
  return [
    stateBinding(decode, t.tiles.fields.stateTopicHelp),
    command(
      "set",
      { role: "set", answer: "state", required: true },
      ({ values, old, hasState }) => ({
        payload: { as: "template", text: isWritten(values, "payload") ? typed(values, "payload") : TEMPLATE },
        answer: hasState ? answerOf(values, old?.answer) : null,
      }),
      {
        payload: "payload",
        "answer.timeoutMs": answerField.name,
        ...(step ? { "answer.tolerance": toleranceField.name } : {}),
      },
    ),
    sending,
    delivery("set"),
  ];
}

/** The unit of what is set. It stands with the binding, and with the tile itself while nothing is read. */
export const settingUnit = (): Part => ({
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
});
