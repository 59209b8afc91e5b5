import { availability, binding } from "../../form/binding";
import { choiceOption, decimals, range, staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { rules } from "../../form/rules";
import { DEFAULTS } from "../../frame/scale";
import { LOOKS } from "./looks";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";

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
    binding({ slot: "value", role: "value", decode: { as: "number" }, unit: true }),
    choiceOption({
      name: "look",
      label: text.look,
      choices: LOOKS.map((value) => ({ value, label: text.looks[value] })),
      blank: LOOKS[0],
      field: { kind: "select" },
    }),
    range(DEFAULTS),
    decimals({ advanced: true }),
    rules(),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  // A share has a scale of its own; of other numbers nobody knows the ends.
  suggest({ value, unit }) {
    if (value?.type !== "number") return undefined;
    return { fit: unit === "%" ? 0.7 : 0.4 };
  },
  load: () => import("./Tile.svelte"),
};

export default kind;
