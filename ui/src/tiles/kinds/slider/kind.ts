import { availability } from "../../form/binding";
import { staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { stepped } from "../../form/stepped";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";

const kind: TileKindContract = {
  kind: "slider",
  order: 30,
  name: text.name,
  description: text.description,
  icon: "tune-variant",
  size: { width: 4, height: 2 },
  minimum: { width: 2, height: 2 },
  ...form(...stepped(), availability(), staleAfter()),
  version: 1,
  sample,
  suggest: ({ value }) => (value?.type === "number" ? { fit: 0.3 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
