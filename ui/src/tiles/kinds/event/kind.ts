import type { TileKindContract } from "../../contract";
import { availability, binding } from "../../form/binding";
import { form } from "../../form/parts";
import { rules } from "../../form/rules";
import { sample } from "./sample";
import { text } from "./text";

/** It has no age at which it is stale: that nothing happens is nothing wrong. */
const kind: TileKindContract = {
  kind: "event",
  order: 59,
  name: text.name,
  description: text.description,
  icon: "bell-ring-outline",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(binding({ slot: "value", role: "value", decode: { as: "auto" }, unit: true }), rules(), availability()),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
