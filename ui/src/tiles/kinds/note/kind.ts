import type { TileKindContract } from "../../contract";
import { textOption } from "../../form/fields";
import { form } from "../../form/parts";
import { sample } from "./sample";
import { text } from "./text";

/** Characters. */
const MOST = 4_000;

const written = textOption({ name: "text", kind: "code", label: text.text, help: text.help }, (words) =>
  words.length > MOST ? text.tooLong(MOST) : undefined,
);

const kind: TileKindContract = {
  kind: "note",
  order: 95,
  name: text.name,
  description: text.description,
  icon: "note-text-outline",
  size: { width: 4, height: 3 },
  minimum: { width: 2, height: 2 },
  ...form(written),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
