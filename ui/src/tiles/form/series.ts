// What the forms of kinds with several series share: when a series is asked for, its label, its broker, and the span of time.
import type { FieldSchema, FormValues } from "../../components/form";
import { SPANS } from "../../lib/chart/spans";
import { t } from "../../lib/text/index";
import { LONGEST, SPAN, spanOf } from "../past/series";
import { brokerOf, isWritten, setOption, typed, type Part } from "./parts";

export const topicName = (index: number): string => (index === 0 ? "topic" : `topic${index + 1}`);

/** Each series after the first appears once the one before has a topic. */
export const isShown = (values: FormValues, index: number): boolean =>
  index === 0 || isWritten(values, topicName(index - 1)) || isWritten(values, topicName(index));

/** What is folded away of a series has nothing to say before it has a topic; the first always has one. */
export const isUsed = (values: FormValues, index: number): boolean =>
  index === 0 || isWritten(values, topicName(index));

export function seriesLabel(index: number): Part {
  const option = `label${index + 1}`;
  const label = t.tiles.series.ordinal(index, t.tiles.series.label);
  const when = (values: FormValues) => isShown(values, index);
  return {
    options: { [option]: { type: "text" } },
    fields: [{ name: option, kind: "text", label, width: "half", ...(index === 0 ? {} : { when }) }],
    blank: { [option]: "" },
    read: ({ options }) => ({ [option]: typeof options[option] === "string" ? options[option] : "" }),
    write({ values, draft }) {
      const written = typed(values, option);
      if (written !== "" || typeof draft.options[option] === "string") {
        setOption(draft, option, written === "" ? undefined : written);
      }
    },
    paths: { [`options.${option}`]: option },
  };
}

/** A series of another broker says so; one of the tile's broker goes along with the tile. */
export function seriesBroker(slot: string, index: number, look: Partial<FieldSchema>): Part {
  const name = `broker${index + 1}`;
  const choices = [{ value: "", label: t.tiles.series.asTile }];
  const label = t.tiles.series.ordinal(index, t.tiles.series.broker);
  return {
    fields: [{ name, kind: "select", label, choices, ...look }],
    blank: { [name]: "" },
    read(tile) {
      const own = tile.bindings[slot]?.broker;
      return { [name]: own === undefined || own === brokerOf(tile) ? "" : own };
    },
    write: () => undefined,
    paths: { [`bindings.${slot}.broker`]: name },
    brokers: { [slot]: name },
  };
}

export const span: Part = {
  options: { spanSeconds: { type: "number", minimum: 1, maximum: LONGEST, default: SPAN } },
  fields: [
    {
      name: "spanSeconds",
      kind: "segments",
      label: t.tiles.series.span,
      choices: SPANS.map((seconds) => ({ value: String(seconds), label: t.history.short(seconds) })),
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
