import { t } from "../../../lib/text/index";
import type { TileKindContract } from "../../contract";
import { availability } from "../../form/binding";
import { both, numberOption, staleAfter } from "../../form/fields";
import { form, numberOf, type Part } from "../../form/parts";
import { setting, settingUnit } from "../../form/setting";
import { sample } from "./sample";
import { text } from "./text";

/** The ends that a number may have; an empty field is no end. */
function limits(): Part {
  return both(
    numberOption({ name: "minimum", label: t.tiles.fields.minimum, help: text.minimumHelp }),
    numberOption({ name: "maximum", label: t.tiles.fields.maximum }),
    (values): Record<string, string> => {
      const [minimum, maximum] = [numberOf(values, "minimum"), numberOf(values, "maximum")];
      const empty = minimum !== undefined && maximum !== undefined && maximum < minimum;
      return empty ? { maximum: t.tiles.problems.emptyRange } : {};
    },
  );
}

const kind: TileKindContract = {
  kind: "numberInput",
  order: 34,
  name: text.name,
  description: text.description,
  icon: "numeric",
  size: { width: 2, height: 2 },
  minimum: { width: 2, height: 2 },
  ...form(
    ...setting({
      decode: { as: "number" },
      step: { written: () => 0, saved: () => 0, help: t.tiles.fields.toleranceHelp },
    }),
    limits(),
    settingUnit(),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
