// The scales of the two axes. The right one is asked for only where a series is drawn against it.
import type { FormValues } from "../../../components/form";
import type { AxisSide } from "../../../lib/bindings/api";
import { t } from "../../../lib/text/index";
import type { Options } from "../../declaration";
import { numberOption, toggleOption } from "../../form/fields";
import { numberOf, type Part } from "../../form/parts";
import { words } from "./form-text";
import { scaleNames } from "./options";
import { hasRightAxis, plotIn } from "./series-part";

const labels = {
  left: { minimum: t.tiles.fields.minimum, maximum: t.tiles.fields.maximum, logarithmic: words.logarithmic },
  right: { minimum: words.rightMinimum, maximum: words.rightMaximum, logarithmic: words.rightLogarithmic },
};

/** A histogram makes its own, and a timeline has none. */
export const hasScale = (values: FormValues): boolean => !["timeline", "histogram"].includes(plotIn(values));

export function scale(side: AxisSide): Part {
  const names = scaleNames(side);
  const when = side === "left" ? hasScale : hasRightAxis;
  const field = { advanced: true, group: words.scale, when };
  const number = (name: string, label: string) => numberOption({ name, label, placeholder: words.fromSamples, field });
  const low = number(names.minimum, labels[side].minimum);
  const high = number(names.maximum, labels[side].maximum);
  const log = toggleOption({ name: names.logarithmic, label: labels[side].logarithmic, blank: false, field });
  const parts = [low, high, log];
  return {
    options: Object.assign({}, ...parts.map((part) => part.options)) as Options,
    fields: parts.flatMap((part) => part.fields),
    blank: Object.assign({}, ...parts.map((part) => part.blank)) as FormValues,
    read: (tile) => Object.assign({}, ...parts.map((part) => part.read(tile))) as FormValues,
    write: (writing) => parts.forEach((part) => part.write(writing)),
    paths: Object.assign({}, ...parts.map((part) => part.paths)) as Record<string, string>,
    check(values) {
      // What is not asked for cannot be put right.
      if (!when(values)) return {};
      const problems = { ...low.check?.(values), ...high.check?.(values) };
      const [minimum, maximum] = [numberOf(values, names.minimum), numberOf(values, names.maximum)];
      if (values[names.logarithmic] === true) {
        if (minimum !== undefined && minimum <= 0) problems[names.minimum] = words.aboveZero;
        if (maximum !== undefined && maximum <= 0) problems[names.maximum] = words.aboveZero;
      }
      if (Object.keys(problems).length > 0) return problems;
      const empty = minimum !== undefined && maximum !== undefined && minimum >= maximum;
      return empty ? { [names.maximum]: t.tiles.problems.emptyRange } : {};
    },
  };
}
