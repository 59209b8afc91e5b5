import { t } from "../../lib/text";
import { availability, binding, numberOption, staleAfter, toggleOption } from "../fields";
import { form, type Part } from "../parts";
import { text } from "./text";
import type { TileKindContract } from "../tile";

/** Samples are kept exactly while something draws them. */
const series: Part = {
  fields: [],
  blank: {},
  read: () => ({}),
  write({ values, draft }) {
    const state = draft.bindings["value"];
    if (state) state.keepSeries = values["sparkline"] === true;
  },
};

const kind: TileKindContract = {
  kind: "value",
  order: 40,
  name: text.name,
  description: text.description,
  icon: "numeric",
  size: { width: 2, height: 3 },
  minimum: { width: 1, height: 2 },
  ...form(
    binding({ slot: "value", decode: { as: "auto" }, keepSeries: true, unit: true }),
    numberOption({
      name: "decimals",
      label: t.tiles.fields.decimals,
      help: t.tiles.fields.decimalsHelp,
      min: 0,
      max: 10,
    }),
    toggleOption({ name: "sparkline", label: text.sparkline, help: text.sparklineHelp, blank: true }),
    series,
    availability(),
    staleAfter(),
  ),
  load: () => import("./Tile.svelte"),
};

export default kind;
