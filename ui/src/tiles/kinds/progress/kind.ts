import type { TileKindContract } from "../../contract";
import { availability, binding } from "../../form/binding";
import { decimals, range, staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { rules } from "../../form/rules";
import { DEFAULTS } from "../../frame/scale";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "progress",
  order: 55,
  name: text.name,
  description: text.description,
  icon: "progress-check",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(
    // The slot every reading tile has, so that a value can become progress and back.
    binding({ slot: "value", role: "value", decode: { as: "number" }, unit: true }),
    range(DEFAULTS),
    decimals({ advanced: true }),
    rules(),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  suggest({ value, unit }) {
    if (value?.type !== "number") return undefined;
    return { fit: unit === "%" ? 0.6 : 0.2 };
  },
  load: () => import("./Tile.svelte"),
};

export default kind;
