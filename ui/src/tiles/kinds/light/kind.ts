import type { TileKindContract } from "../../contract";
import { availability, stateBinding } from "../../form/binding";
import { both, choiceOption, numberOption, staleAfter, textOption } from "../../form/fields";
import { onOffCommand, onOffWords } from "../../form/on-off";
import { form, numberOf } from "../../form/parts";
import { delivery, property } from "../../form/property";
import { t } from "../../../lib/text/index";
import { FORMATS } from "./colour";
import { COLDEST, FULL, WARMEST } from "./options";
import { sample } from "./sample";
import { text } from "./text";

const fold = (group: string) => ({ advanced: true, group });

/** Seconds. */
const WITHIN = 5;

const kind: TileKindContract = {
  kind: "light",
  order: 12,
  name: text.name,
  description: text.description,
  icon: "lightbulb",
  size: { width: 2, height: 3 },
  minimum: { width: 2, height: 2 },
  ...form(
    stateBinding({ as: "onOff", on: "ON", off: "OFF" }, text.topicHelp),
    onOffCommand(WITHIN),
    onOffWords,
    property({
      slot: "brightness",
      sends: "setBrightness",
      label: text.brightness,
      decode: { as: "number" },
      tolerance: 2,
    }),
    numberOption({
      name: "brightnessMaximum",
      label: text.brightnessMaximum,
      help: text.brightnessMaximumHelp,
      blank: String(FULL),
      above: 0,
      field: fold(text.brightness),
    }),
    property({
      slot: "temperature",
      sends: "setTemperature",
      label: text.temperature,
      decode: { as: "number" },
      tolerance: 2,
    }),
    both(
      numberOption({
        name: "temperatureMinimum",
        label: t.tiles.fields.ofPart(text.temperature, text.coldest),
        help: text.temperatureHelp,
        blank: String(COLDEST),
        above: 0,
        field: fold(text.temperature),
      }),
      numberOption({
        name: "temperatureMaximum",
        label: t.tiles.fields.ofPart(text.temperature, text.warmest),
        blank: String(WARMEST),
        above: 0,
        field: fold(text.temperature),
      }),
      (values): Record<string, string> => {
        const [low, high] = ["temperatureMinimum", "temperatureMaximum"].map((name) => numberOf(values, name));
        return (low ?? COLDEST) < (high ?? WARMEST) ? {} : { temperatureMaximum: t.tiles.problems.emptyRange };
      },
    ),
    // Devices say colours in other words than they take them in: the tile itself sees whether it is the wanted one.
    property({ slot: "colour", sends: "setColour", label: text.colour, decode: { as: "auto" }, unanswered: true }),
    choiceOption({
      name: "colourFormat",
      label: t.tiles.fields.ofPart(text.colour, text.format),
      choices: FORMATS.map((value) => ({ value, label: text.formats[value] })),
      blank: "hex",
      field: { kind: "select", help: text.formatHelp, ...fold(text.colour) },
    }),
    property({ slot: "effect", sends: "setEffect", label: text.effect, decode: { as: "auto" } }),
    textOption({
      name: "effects",
      kind: "text",
      label: text.effects,
      help: text.effectsHelp,
      ...fold(text.effect),
    }),
    delivery(WITHIN),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  labelOf: (_, slot) =>
    ({ brightness: text.brightness, temperature: text.temperature, colour: text.colour, effect: text.effect })[slot],
  load: () => import("./Tile.svelte"),
};

export default kind;
