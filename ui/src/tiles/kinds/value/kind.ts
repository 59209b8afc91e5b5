import { availability, binding } from "../../form/binding";
import { decimals, staleAfter, toggleOption } from "../../form/fields";
import { form } from "../../form/parts";
import { rules } from "../../form/rules";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";

const kind: TileKindContract = {
  kind: "value",
  order: 40,
  name: text.name,
  description: text.description,
  icon: "numeric",
  size: { width: 2, height: 3 },
  minimum: { width: 1, height: 2 },
  ...form(
    binding({ slot: "value", role: "value", decode: { as: "auto" }, unit: true }),
    decimals(),
    rules(),
    toggleOption({ name: "sparkline", label: text.sparkline, help: text.sparklineHelp, blank: true }),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  // Whatever it is, it can be read.
  suggest: () => ({ fit: 0.5 }),
  load: () => import("./Tile.svelte"),
};

export default kind;
