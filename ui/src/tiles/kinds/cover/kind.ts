import type { TileKindContract } from "../../contract";
import { availability, stateBinding } from "../../form/binding";
import { staleAfter, textOption, toggleOption } from "../../form/fields";
import { form } from "../../form/parts";
import { delivery, property } from "../../form/property";
import { rules } from "../../form/rules";
import { presses, WITHIN } from "./presses-part";
import { RULES } from "./rules";
import { sample } from "./sample";
import { text } from "./text";

const percent = (slot: string, sends: string, label: string) =>
  property({ slot, sends, label, decode: { as: "number" }, unit: "%", tolerance: 1, within: WITHIN });

const kind: TileKindContract = {
  kind: "cover",
  order: 24,
  name: text.name,
  description: text.description,
  icon: "blinds",
  size: { width: 2, height: 3 },
  minimum: { width: 2, height: 2 },
  ...form(
    stateBinding({ as: "auto" }, text.topicHelp),
    percent("position", "setPosition", text.position),
    percent("tilt", "setTilt", text.tilt),
    presses,
    toggleOption({ name: "confirm", label: text.confirm, help: text.confirmHelp, blank: false }),
    toggleOption({
      name: "inverted",
      label: text.inverted,
      help: text.invertedHelp,
      blank: false,
      field: { advanced: true, group: text.position },
    }),
    textOption({
      name: "saysOpen",
      kind: "text",
      label: text.saysOpen,
      help: text.saysHelp,
      width: "half",
      advanced: true,
    }),
    textOption({ name: "saysClosed", kind: "text", label: text.saysClosed, width: "half", advanced: true }),
    rules(RULES),
    delivery(WITHIN),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  labelOf: (_, slot) => (slot === "position" ? text.position : slot === "tilt" ? text.tilt : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
