import { t } from "../../../lib/text/index";
import { availability, binding } from "../../form/binding";
import { numberOption, range, staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { DEFAULTS } from "./arc";

const kind: TileKindContract = {
  kind: "gauge",
  order: 50,
  name: text.name,
  description: text.description,
  icon: "gauge",
  size: { width: 2, height: 3 },
  minimum: { width: 1, height: 2 },
  ...form(
    // The slot every reading tile has, so that a value can become a gauge and back.
    binding({ slot: "value", decode: { as: "number" }, unit: true }),
    range(DEFAULTS),
    numberOption({
      name: "decimals",
      label: t.tiles.fields.decimals,
      help: t.tiles.fields.decimalsHelp,
      min: 0,
      max: 10,
      advanced: true,
    }),
    availability(),
    staleAfter(),
  ),
  load: () => import("./Tile.svelte"),
};

export default kind;
