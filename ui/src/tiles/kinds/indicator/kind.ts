import type { TileKindContract } from "../../contract";
import { availability, binding } from "../../form/binding";
import { staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { rules } from "../../form/rules";
import { RULES } from "./rules";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "indicator",
  order: 57,
  name: text.name,
  description: text.description,
  icon: "led-on",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(
    // The slot every reading tile has, so that a value can become a lamp and back.
    binding({ slot: "value", role: "value", decode: { as: "auto" }, unit: true }),
    rules(RULES),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  suggest: ({ value }) => (value?.type === "boolean" ? { fit: 0.55 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
