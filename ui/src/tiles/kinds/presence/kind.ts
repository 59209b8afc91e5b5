import type { TileKindContract } from "../../contract";
import { binding } from "../../form/binding";
import { staleAfter } from "../../form/fields";
import { form, typed, type Part } from "../../form/parts";
import { rules } from "../../form/rules";
import { RULES } from "./rules";
import { sample } from "./sample";
import { text } from "./text";

const WORDS = ["online", "offline"] as const;

/** What the device's last will and its greeting say. */
const words: Part = {
  fields: [
    { name: "payloadOnline", kind: "text", label: text.onlineWord, width: "half" },
    { name: "payloadOffline", kind: "text", label: text.offlineWord, width: "half" },
  ],
  blank: { payloadOnline: WORDS[0], payloadOffline: WORDS[1] },
  read(tile) {
    const decode = tile.bindings["value"]?.decode;
    const [online, offline] = decode?.as === "onOff" ? [decode.on, decode.off] : WORDS;
    return { payloadOnline: online, payloadOffline: offline };
  },
  write({ values, original, draft }) {
    const value = draft.bindings["value"];
    if (!value) return;
    const before = this.read(original);
    // An import's own way of reading stays until other words are written.
    const same = Object.entries(before).every(([name, word]) => values[name] === word);
    const old = original.bindings["value"]?.decode;
    value.decode =
      same && old ? old : { as: "onOff", on: typed(values, "payloadOnline"), off: typed(values, "payloadOffline") };
  },
  paths: { "bindings.value.decode": "payloadOnline" },
};

const kind: TileKindContract = {
  kind: "presence",
  order: 58,
  name: text.name,
  description: text.description,
  icon: "lan-pending",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(
    binding({ slot: "value", role: "value", decode: { as: "onOff", on: WORDS[0], off: WORDS[1] } }),
    words,
    rules(RULES),
    staleAfter(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
