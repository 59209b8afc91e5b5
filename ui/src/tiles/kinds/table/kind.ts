import type { TileKindContract } from "../../contract";
import { availability, binding } from "../../form/binding";
import { staleAfter, textOption } from "../../form/fields";
import { form } from "../../form/parts";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "table",
  order: 65,
  name: text.name,
  description: text.description,
  icon: "table",
  size: { width: 4, height: 5 },
  minimum: { width: 2, height: 3 },
  ...form(
    // A slot of its own: what is read here comes to the screen whole.
    binding({ slot: "table", role: "value", decode: { as: "json" }, whole: true }),
    textOption({
      name: "columns",
      kind: "text",
      label: text.columns,
      help: text.columnsHelp,
      placeholder: text.columnsPlaceholder,
    }),
    textOption({
      name: "sort",
      kind: "text",
      label: text.sort,
      help: text.sortHelp,
      placeholder: text.sortPlaceholder,
      advanced: true,
    }),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  suggest({ value }) {
    if (value?.type !== "json") return undefined;
    return { fit: value.value.startsWith("[") ? 0.8 : 0.3 };
  },
  load: () => import("./Tile.svelte"),
};

export default kind;
