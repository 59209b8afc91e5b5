import type { TileKindContract } from "../../contract";
import { availability } from "../../form/binding";
import { numberOption, staleAfter, textOption } from "../../form/fields";
import { form } from "../../form/parts";
import { setting } from "../../form/setting";
import { LONGEST, MOST, patternOf } from "./limits";
import { sample } from "./sample";
import { text } from "./text";

const pattern = textOption(
  { name: "pattern", kind: "code", label: text.pattern, help: text.patternHelp, advanced: true },
  (written) => (patternOf(written) ? undefined : text.badPattern),
);

const kind: TileKindContract = {
  kind: "textInput",
  order: 38,
  name: text.name,
  description: text.description,
  icon: "form-textbox",
  size: { width: 4, height: 2 },
  minimum: { width: 2, height: 2 },
  ...form(
    ...setting({ decode: { as: "text" } }),
    numberOption({
      name: "longest",
      label: text.longest,
      help: text.longestHelp,
      blank: String(LONGEST),
      min: 1,
      max: MOST,
      advanced: true,
    }),
    pattern,
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
