import type { TileKindContract } from "../../contract";
import { availability } from "../../form/binding";
import { staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { stepped } from "../../form/stepped";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "stepper",
  order: 32,
  name: text.name,
  description: text.description,
  icon: "plus-minus-variant",
  size: { width: 2, height: 3 },
  // Lower, two buttons of a finger's size leave no room for a number on a small phone.
  minimum: { width: 2, height: 3 },
  ...form(...stepped(), availability(), staleAfter()),
  version: 1,
  sample,
  suggest: ({ value }) => (value?.type === "number" ? { fit: 0.25 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
