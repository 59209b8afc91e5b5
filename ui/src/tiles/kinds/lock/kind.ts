import type { TileKindContract } from "../../contract";
import { availability, stateBinding } from "../../form/binding";
import { staleAfter, textOption, toggleOption } from "../../form/fields";
import { form } from "../../form/parts";
import { presses, type Pressed } from "../../form/presses";
import { delivery } from "../../form/property";
import { rules } from "../../form/rules";
import { RULES } from "./rules";
import { sample } from "./sample";
import type { Press } from "./state";
import { text } from "./text";

/** Seconds: a motor turns a bolt, and many say nothing before it is there. */
const WITHIN = 15;

const press = (slot: Press, payload: string): Pressed => ({
  slot,
  payload,
  labels: { payload: text.payloads[slot], topic: text.topics[slot] },
  answer: () => ({ slot: "state", tolerance: 0 }),
});

const kind: TileKindContract = {
  kind: "lock",
  order: 25,
  name: text.name,
  description: text.description,
  icon: "lock",
  size: { width: 2, height: 3 },
  minimum: { width: 2, height: 2 },
  ...form(
    stateBinding({ as: "auto" }, text.topicHelp),
    presses({
      all: [
        press("lock", "LOCK"),
        press("unlock", "UNLOCK"),
        {
          slot: "open",
          payload: "",
          labels: { payload: text.payloads.open, topic: text.topics.open, help: text.openHelp },
        },
      ],
      within: WITHIN,
      state: "state",
      words: { separate: text.separate, separateHelp: text.topicsHelp, nothing: text.nothing },
    }),
    toggleOption({ name: "confirm", label: text.confirm, help: text.confirmHelp, blank: true }),
    textOption({
      name: "saysLocked",
      kind: "text",
      label: text.saysLocked,
      help: text.saysHelp,
      width: "half",
      advanced: true,
    }),
    textOption({ name: "saysUnlocked", kind: "text", label: text.saysUnlocked, width: "half", advanced: true }),
    // Many, and as a lock says them: who has no words of their own need not see them.
    rules(RULES, { advanced: true }),
    delivery(WITHIN),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
