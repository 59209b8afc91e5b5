import type { TileKindContract } from "../../contract";
import { availability } from "../../form/binding";
import { numberOption, staleAfter } from "../../form/fields";
import { form, setOption, typed, type Part } from "../../form/parts";
import { setting } from "../../form/setting";
import { LONGEST, MOST, patternOf } from "./limits";
import { sample } from "./sample";
import { text } from "./text";

const pattern: Part = {
  options: { pattern: { type: "text" } },
  fields: [{ name: "pattern", kind: "code", label: text.pattern, help: text.patternHelp, advanced: true }],
  blank: { pattern: "" },
  read: ({ options }) => ({ pattern: typeof options["pattern"] === "string" ? options["pattern"] : "" }),
  write({ values, draft, original }) {
    const written = typed(values, "pattern");
    // What is no text is an import's or a newer version's: it stays until something is written over it.
    if (written !== "" || typeof original.options["pattern"] === "string") {
      setOption(draft, "pattern", written === "" ? undefined : written);
    }
  },
  paths: { "options.pattern": "pattern" },
  check: (values): Record<string, string> => (patternOf(typed(values, "pattern")) ? {} : { pattern: text.badPattern }),
};

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
