import { availability, binding } from "../../form/binding";
import { staleAfter } from "../../form/fields";
import { form, type Part } from "../../form/parts";
import { isShown, isUsed, seriesBroker, seriesLabel, span } from "../../form/series";
import type { FormValues } from "../../../components/form";
import type { TileKindContract } from "../../contract";
import { t } from "../../../lib/text/index";
import { labelOf, SLOTS } from "../../past/series";
import { timelinePast } from "./look";
import { sample } from "./sample";
import { text } from "./text";

/** What is on or off, or says words. Numbers are drawn as words, each of its own colour: a mode, a stage. */
function series(slot: string, index: number): Part[] {
  const group = t.tiles.series.group(index);
  const when = (values: FormValues) => isShown(values, index);
  const used = (values: FormValues) => isUsed(values, index);
  return [
    binding({
      slot,
      role: "series",
      decode: { as: "auto" },
      name: (base) => (index === 0 ? base : `${base}${index + 1}`),
      label: (base) => t.tiles.series.ordinal(index, base),
      group,
      ...(index === 0 ? {} : { optional: true, topicHelp: "", templateAdvanced: true, when, whenAdvanced: used }),
    }),
    seriesLabel(index),
    ...(index === 0 ? [] : [seriesBroker(slot, index, { advanced: true, group, when: used })]),
  ];
}

const kind: TileKindContract = {
  kind: "timeline",
  order: 61,
  name: text.name,
  description: text.description,
  icon: "chart-timeline",
  size: { width: 4, height: 3 },
  minimum: { width: 2, height: 2 },
  ...form(...SLOTS.flatMap(series), span, availability(), staleAfter()),
  labelOf,
  version: 1,
  sample,
  history: timelinePast,
  suggest: ({ value }) => (value?.type === "boolean" ? { fit: 0.3 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
