import type { TileKindContract } from "../../contract";
import { form, setOption, typed, type Part } from "../../form/parts";
import { sample } from "./sample";
import { text } from "./text";

/** Characters. */
const MOST = 4_000;

const written: Part = {
  options: { text: { type: "text" } },
  fields: [{ name: "text", kind: "code", label: text.text, help: text.help }],
  blank: { text: "" },
  read: ({ options }) => ({ text: typeof options["text"] === "string" ? options["text"] : "" }),
  write({ values, draft, original }) {
    const words = typed(values, "text");
    // What is no text is an import's or a newer version's: it stays until something is written over it.
    const foreign = original.options["text"] !== undefined && typeof original.options["text"] !== "string";
    if (words !== "" || !foreign) setOption(draft, "text", words === "" ? undefined : words);
  },
  paths: { "options.text": "text" },
  check: (values): Record<string, string> => (typed(values, "text").length > MOST ? { text: text.tooLong(MOST) } : {}),
};

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
