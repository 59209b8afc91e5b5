import type { TileKindContract } from "../../contract";
import { availability } from "../../form/binding";
import { choiceOption, staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { payloads } from "../../form/payloads";
import { setting } from "../../form/setting";
import { LOOKS } from "./looks";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "select",
  order: 36,
  name: text.name,
  description: text.description,
  icon: "form-dropdown",
  size: { width: 4, height: 2 },
  minimum: { width: 2, height: 2 },
  ...form(
    ...setting({ decode: { as: "auto" } }),
    payloads({
      name: "choices",
      label: text.options,
      help: text.optionsHelp,
      blank: text.blank.map((label) => ({ payload: label.toLowerCase(), label })),
      draw: () => import("../../form/PayloadsField.svelte"),
    }),
    choiceOption({
      name: "look",
      label: text.look,
      choices: LOOKS.map((value) => ({ value, label: text.looks[value] })),
      blank: "auto",
    }),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
