import type { TileKindContract } from "../../contract";
import { availability, stateBinding } from "../../form/binding";
import { numberOption, staleAfter, textOption } from "../../form/fields";
import { onOffCommand, onOffWords } from "../../form/on-off";
import { form, numberOf } from "../../form/parts";
import { delivery, property } from "../../form/property";
import { t } from "../../../lib/text/index";
import { FULL, OSCILLATION, STEP } from "./options";
import { sample } from "./sample";
import { text } from "./text";

const fold = (group: string) => ({ advanced: true, group });
const words = (slot: string, sends: string, label: string) => property({ slot, sends, label, decode: { as: "text" } });

/** Seconds. */
const WITHIN = 5;

const kind: TileKindContract = {
  kind: "fan",
  order: 14,
  name: text.name,
  description: text.description,
  icon: "fan",
  size: { width: 2, height: 3 },
  minimum: { width: 2, height: 2 },
  ...form(
    stateBinding({ as: "onOff", on: "ON", off: "OFF" }, text.topicHelp),
    onOffCommand(WITHIN),
    onOffWords,
    property({
      slot: "speed",
      sends: "setSpeed",
      label: text.speed,
      decode: { as: "number" },
      tolerance: (values) => (numberOf(values, "speedStep") ?? STEP) / 2,
    }),
    numberOption({
      name: "speedMaximum",
      label: text.speedMaximum,
      help: text.speedMaximumHelp,
      blank: String(FULL),
      above: 0,
      field: fold(text.speed),
    }),
    numberOption({
      name: "speedStep",
      label: text.speedStep,
      blank: String(STEP),
      above: 0,
      field: fold(text.speed),
    }),
    words("preset", "setPreset", text.preset),
    textOption({ name: "presets", kind: "text", label: text.presets, help: text.presetsHelp, ...fold(text.preset) }),
    words("oscillation", "setOscillation", text.oscillation),
    textOption({
      name: "oscillationOn",
      kind: "text",
      label: t.tiles.fields.ofPart(text.oscillation, text.oscillationOn),
      placeholder: OSCILLATION.on,
      width: "half",
      ...fold(text.oscillation),
    }),
    textOption({
      name: "oscillationOff",
      kind: "text",
      label: t.tiles.fields.ofPart(text.oscillation, text.oscillationOff),
      placeholder: OSCILLATION.off,
      width: "half",
      ...fold(text.oscillation),
    }),
    words("direction", "setDirection", text.direction),
    delivery(WITHIN),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  labelOf: (_, slot) =>
    ({ speed: text.speed, preset: text.preset, oscillation: text.oscillation, direction: text.direction })[slot],
  load: () => import("./Tile.svelte"),
};

export default kind;
