import type { FormValues } from "../../components/form";
import { t } from "../../lib/text";
import { availability, binding, choiceOption, staleAfter } from "../fields";
import { form, isWritten, setOption, textOrNull, typed, type Part } from "../parts";
import { text } from "./text";
import type { TileKindContract } from "../tile";
import { SLOTS, SPAN, SPANS, STYLES, spanOf } from "./series";

const topicName = (index: number): string => (index === 0 ? "topic" : `topic${index + 1}`);

/** A series and its label. Each after the first appears once the one before has a topic. */
function series(index: number): Part[] {
  const slot = SLOTS[index] ?? "series1";
  const name = (base: string) => (index === 0 ? base : `${base}${index + 1}`);
  const label = (base: string) => text.ordinal(index, base);
  const when = (values: FormValues) => isWritten(values, topicName(index - 1)) || isWritten(values, topicName(index));
  const option = `label${index + 1}`;
  return [
    binding({
      slot,
      decode: { as: "number" },
      keepSeries: true,
      name,
      label,
      ...(index === 0 ? {} : { optional: true, when }),
    }),
    {
      fields: [{ name: option, kind: "text", label: label(text.label), ...(index === 0 ? {} : { when }) }],
      blank: { [option]: "" },
      read: ({ options }) => ({ [option]: typeof options[option] === "string" ? options[option] : "" }),
      write({ values, draft }) {
        const written = typed(values, option);
        if (written !== "" || typeof draft.options[option] === "string") {
          setOption(draft, option, written === "" ? undefined : written);
        }
      },
      paths: { [`options.${option}`]: option },
    },
  ];
}

/** One unit for the axis. Series that had their own keep it until another one is written. */
const unit: Part = {
  fields: [{ name: "unit", kind: "text", label: t.tiles.fields.unit, width: "half" }],
  blank: { unit: "" },
  read: ({ bindings }) => ({ unit: bindings["series1"]?.unit ?? "" }),
  write({ values, kept, draft }) {
    const written = textOrNull(typed(values, "unit"));
    const unchanged = written === (kept.bindings["series1"]?.unit ?? null);
    for (const slot of SLOTS) {
      const it = draft.bindings[slot];
      if (it && !(unchanged && kept.bindings[slot])) it.unit = written;
    }
  },
  paths: Object.fromEntries(SLOTS.map((slot) => [`bindings.${slot}.unit`, "unit"])),
};

const span: Part = {
  fields: [
    {
      name: "spanSeconds",
      kind: "segments",
      label: text.span,
      choices: SPANS.map((seconds) => ({ value: String(seconds), label: text.spans(seconds) })),
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

const kind: TileKindContract = {
  kind: "chart",
  order: 60,
  name: text.name,
  description: text.description,
  icon: "chart-line",
  size: { width: 4, height: 5 },
  minimum: { width: 2, height: 3 },
  ...form(
    ...SLOTS.flatMap((_, index) => series(index)),
    unit,
    span,
    choiceOption({
      name: "style",
      label: text.style,
      choices: STYLES.map((value) => ({ value, label: text.styles[value] })),
      blank: "line",
    }),
    availability(),
    staleAfter(),
  ),
  load: () => import("./Tile.svelte"),
};

export default kind;
