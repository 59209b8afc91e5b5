import type { TileKindContract } from "../../contract";
import { availability, stateBinding } from "../../form/binding";
import { staleAfter, textOption, toggleOption } from "../../form/fields";
import { form, type Content } from "../../form/parts";
import { delivery, property } from "../../form/property";
import { presses, type Pressed } from "../../form/presses";
import { rules } from "../../form/rules";
import { RULES } from "./rules";
import { sample } from "./sample";
import { text } from "./text";

/** Seconds from one end to the other: many say nothing before they are there. */
const WITHIN = 60;
/** Percent that a motor may be off its end. */
const OFF = 1;

const answer = ({ bindings }: Content) =>
  bindings["state"] ? { slot: "state", tolerance: 0 } : { slot: "position", tolerance: OFF };
const press = (slot: "open" | "close"): Pressed => ({
  slot,
  payload: slot.toUpperCase(),
  labels: { payload: text.payloads[slot], topic: text.topics[slot] },
  answer,
});

const percent = (slot: string, sends: string, label: string) =>
  property({ slot, sends, label, decode: { as: "number" }, unit: "%", tolerance: OFF, within: WITHIN });

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
    presses({
      all: [
        press("open"),
        press("close"),
        {
          slot: "stop",
          payload: "STOP",
          labels: { payload: text.payloads.stop, topic: text.topics.stop, help: text.stopHelp },
        },
      ],
      within: WITHIN,
      state: "state",
      words: { separate: text.separate, separateHelp: text.topicsHelp, nothing: text.nothing },
      others: ["positionCommandTopic"],
    }),
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
