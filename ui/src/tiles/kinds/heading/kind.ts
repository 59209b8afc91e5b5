import type { TileKindContract } from "../../contract";
import { form } from "../../form/parts";
import { sample } from "./sample";
import { text } from "./text";

/** It reads nothing and sends nothing: its title, its icon and its colour are all there is. */
const kind: TileKindContract = {
  kind: "heading",
  order: 90,
  name: text.name,
  description: text.description,
  icon: "format-title",
  size: { width: 4, height: 1 },
  minimum: { width: 1, height: 1 },
  ...form(),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
