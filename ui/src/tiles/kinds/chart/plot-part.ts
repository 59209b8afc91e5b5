// What is drawn of the series, and over which time.
import { choiceOption, toggleOption } from "../../form/fields";
import type { Part } from "../../form/parts";
import { span } from "../../form/series";
import { words } from "./form-text";
import { DEFAULTS, EVERY, MEASURES, plotOf, PLOTS, shortest, STYLES } from "./options";
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

/** Bars want a time that has a few of them. */
export const spanOfPlot: Part = {
  ...span,
  fields: span.fields.map((field) => ({
    ...field,
    offers: (seconds, values) => Number(seconds) >= shortest(plotOf(values)),
  })),
};

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
