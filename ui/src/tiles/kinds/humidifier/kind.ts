import type { TileKindContract } from "../../contract";
import { availability, stateBinding } from "../../form/binding";
import { range, staleAfter, textOption } from "../../form/fields";
import { onOffCommand, onOffWords } from "../../form/on-off";
import { form } from "../../form/parts";
import { delivery, property } from "../../form/property";
import { DEFAULTS } from "../../frame/steps";
import { sample } from "./sample";
import { text } from "./text";

/** Seconds. */
const WITHIN = 5;

const kind: TileKindContract = {
  kind: "humidifier",
  order: 27,
  name: text.name,
  description: text.description,
  icon: "air-humidifier",
  size: { width: 2, height: 3 },
  minimum: { width: 2, height: 2 },
  ...form(
    stateBinding({ as: "onOff", on: "ON", off: "OFF" }, text.topicHelp),
    onOffCommand(WITHIN),
    onOffWords,
    property({ slot: "humidity", label: text.humidity, decode: { as: "number" }, unit: "%" }),
    property({
      slot: "target",
      sends: "setTarget",
      label: text.target,
      decode: { as: "number" },
      unit: "%",
      tolerance: 0.5,
    }),
    range(DEFAULTS),
    property({ slot: "mode", sends: "setMode", label: text.mode, decode: { as: "text" } }),
    textOption({
      name: "modes",
      kind: "text",
      label: text.modes,
      help: text.modesHelp,
      advanced: true,
      group: text.mode,
    }),
    property({ slot: "action", label: text.action, decode: { as: "text" } }),
    delivery(WITHIN),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  labelOf: (_, slot) => ({ humidity: text.humidity, target: text.target, mode: text.mode, action: text.action })[slot],
  load: () => import("./Tile.svelte"),
};

export default kind;
