// What is drawn of the series, and over which time.
import { choiceOption, toggleOption } from "../../form/fields";
import { typed, type Part } from "../../form/parts";
import { words } from "./form-text";
import { SPANS } from "../../../lib/chart/spans";
import { DEFAULTS, EVERY, MEASURES, PLOTS } from "./options";
import { LONGEST, SPAN, spanOf, STYLES } from "./series";
import { plotIn } from "./series-part";
import { text } from "./text";

const forBars = (values: Parameters<typeof plotIn>[0]) => plotIn(values) === "bars";
const forLines = (values: Parameters<typeof plotIn>[0]) => plotIn(values) === "lines";

export const plot: Part[] = [
  choiceOption({
    name: "plot",
    label: words.plot,
    choices: PLOTS.map((value) => ({ value, label: words.plots[value] })),
    blank: "lines",
    field: { kind: "select", help: words.plotHelp },
  }),
  choiceOption({
    name: "every",
    label: words.every,
    choices: EVERY.map((value) => ({ value, label: words.everyChoices[value] })),
    blank: DEFAULTS.every,
    field: { when: forBars },
  }),
  choiceOption({
    name: "measure",
    label: words.measure,
    choices: MEASURES.map((value) => ({ value, label: words.measures[value] })),
    blank: DEFAULTS.measure,
    field: { kind: "select", help: words.measureHelp, when: forBars },
  }),
];

const lines = { advanced: true, group: words.lines, when: forLines };

export const lineLook: Part[] = [
  choiceOption({
    name: "style",
    label: text.style,
    choices: STYLES.map((value) => ({ value, label: text.styles[value] })),
    blank: "line",
    field: lines,
  }),
  toggleOption({ name: "smooth", label: words.smooth, help: words.smoothHelp, blank: false, field: lines }),
];

export const span: Part = {
  options: { spanSeconds: { type: "number", minimum: 1, maximum: LONGEST, default: SPAN } },
  fields: [
    {
      name: "spanSeconds",
      kind: "segments",
      label: text.span,
      choices: SPANS.map((seconds) => ({ value: String(seconds), label: words.span(seconds) })),
    },
  ],
  blank: { spanSeconds: String(SPAN) },
  read: ({ options }) => ({ spanSeconds: String(spanOf(options["spanSeconds"])) }),
  write({ values, draft }) {
    const seconds = Number(typed(values, "spanSeconds"));
    if (seconds !== spanOf(draft.options["spanSeconds"])) draft.options["spanSeconds"] = seconds;
  },
  paths: { "options.spanSeconds": "spanSeconds" },
};
