import { t } from "../../../lib/text/index";
import { availability } from "../../form/binding";
import { command, delivery, toggleOption } from "../../form/fields";
import { form, typed, type Part } from "../../form/parts";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";

const payload: Part = {
  fields: [{ name: "payload", kind: "text", label: t.tiles.fields.payload, help: text.payloadHelp }],
  blank: { payload: "" },
  read(tile) {
    const rule = tile.commands["press"]?.payload;
    return { payload: rule?.as === "template" ? rule.text : (rule?.on ?? "") };
  },
  write: () => undefined,
};

const kind: TileKindContract = {
  kind: "button",
  order: 20,
  name: text.name,
  description: text.description,
  icon: "gesture-tap-button",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(
    command(
      "press",
      { role: "press", required: true },
      ({ values, old }) => {
        const kept =
          old?.payload.as === "onOff" && old.payload.on === typed(values, "payload") ? old.payload : undefined;
        return { payload: kept ?? { as: "template", text: typed(values, "payload") }, answer: old?.answer ?? null };
      },
      { payload: "payload" },
    ),
    payload,
    toggleOption({ name: "confirm", label: text.confirm, help: text.confirmHelp, blank: false }),
    delivery("press"),
    availability(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
