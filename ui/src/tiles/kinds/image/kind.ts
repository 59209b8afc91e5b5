import type { TileKindContract } from "../../contract";
import { availability, binding } from "../../form/binding";
import { choiceOption, staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { FITS } from "./fits";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "image",
  order: 67,
  name: text.name,
  description: text.description,
  icon: "image-outline",
  size: { width: 4, height: 5 },
  minimum: { width: 2, height: 2 },
  ...form(
    binding({ slot: "picture", role: "value", decode: { as: "picture" } }),
    choiceOption({
      name: "fit",
      label: text.fit,
      choices: FITS.map((value) => ({ value, label: text.fits[value] })),
      blank: FITS[0],
      field: { help: text.fitHelp },
    }),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
