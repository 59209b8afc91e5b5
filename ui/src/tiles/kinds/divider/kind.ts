import type { TileKindContract } from "../../contract";
import { choiceOption } from "../../form/fields";
import { form } from "../../form/parts";
import { LINES } from "./lines";
import { sample } from "./sample";
import { text } from "./text";

/** It reads nothing and says nothing: its title is only how people who hear the board find it in edit mode. */
const kind: TileKindContract = {
  kind: "divider",
  order: 92,
  name: text.name,
  description: text.description,
  title: text.title,
  icon: "minus",
  size: { width: 4, height: 1 },
  minimum: { width: 1, height: 1 },
  ...form(
    choiceOption({
      name: "line",
      label: text.line,
      choices: LINES.map((value) => ({ value, label: text.lines[value] })),
      blank: "solid",
    }),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
