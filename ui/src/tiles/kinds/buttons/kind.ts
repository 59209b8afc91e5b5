import type { TileKindContract } from "../../contract";
import { availability, stateBinding } from "../../form/binding";
import { command, delivery, staleAfter } from "../../form/fields";
import { form } from "../../form/parts";
import { payloads } from "../../form/payloads";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "buttons",
  order: 22,
  name: text.name,
  description: text.description,
  icon: "gesture-tap-button",
  size: { width: 4, height: 2 },
  minimum: { width: 2, height: 2 },
  ...form(
    stateBinding({ as: "auto" }, text.topicHelp),
    // Nothing answers: "stop" is no state that a device would tell.
    command("press", { role: "press", required: true }, ({ old }) => ({
      payload: old?.payload ?? { as: "template", text: "{{ value }}" },
      answer: old?.answer ?? null,
    })),
    payloads({
      name: "buttons",
      label: text.entries,
      help: text.entriesHelp,
      blank: [
        { payload: "OPEN", label: text.blank.open, icon: "arrow-up", says: "open" },
        { payload: "STOP", label: text.blank.stop, icon: "stop" },
        { payload: "CLOSE", label: text.blank.close, icon: "arrow-down", says: "closed" },
      ],
      draw: () => import("../../form/ButtonsField.svelte"),
    }),
    delivery("press"),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
