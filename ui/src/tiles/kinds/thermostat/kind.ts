import type { TileKindContract } from "../../contract";
import type { FormValues } from "../../../components/form";
import { availability, binding } from "../../form/binding";
import { numberOption, range, staleAfter, textOption } from "../../form/fields";
import { form, isWritten, numberOf, type Part } from "../../form/parts";
import { delivery, property } from "../../form/property";
import { t } from "../../../lib/text/index";
import { FAN_MODES, MODES, STEP, USUAL } from "./options";
import { sample } from "./sample";
import { text } from "./text";

/** Seconds: a valve that runs on a battery listens only now and then. */
const WITHIN = 15;

const degrees = (slot: string, sends: string, label: string, over: { first?: true } = {}) =>
  property({
    slot,
    sends,
    label,
    role: "state",
    decode: { as: "number" },
    tolerance: (values) => (numberOf(values, "step") ?? STEP) / 2,
    within: WITHIN,
    ...over,
  });
const words = (slot: string, sends: string, label: string) =>
  property({ slot, sends, label, decode: { as: "text" }, within: WITHIN });
const list = (name: string, label: string, help: string, group: string) =>
  textOption({ name, kind: "text", label, help, advanced: true, group });

/** One of these makes it a thermostat. */
const TOPICS = ["topic", "stateTopic", "stateCommandTopic", "lowCommandTopic", "highCommandTopic", "modeCommandTopic"];
const isBegun = (values: FormValues): boolean => TOPICS.some((name) => isWritten(values, name));

const temperature = (optional: boolean): Part =>
  binding({
    slot: "value",
    role: "value",
    decode: { as: "number" },
    unit: true,
    optional,
    topicHelp: text.topicHelp,
    templateAdvanced: true,
    qosLabel: t.tiles.fields.stateQos,
  });
const current: Part = {
  ...temperature(true),
  // Where nothing is written yet it waits for its topic, as every new tile does: it is not broken.
  write: (writing) => temperature(isBegun(writing.values)).write(writing),
  check: (values): Record<string, string> => (isBegun(values) ? {} : { topic: text.nothing }),
};

const kind: TileKindContract = {
  kind: "thermostat",
  order: 26,
  name: text.name,
  description: text.description,
  icon: "thermostat",
  size: { width: 2, height: 4 },
  minimum: { width: 2, height: 2 },
  ...form(
    current,
    degrees("state", "set", text.target, { first: true }),
    range(USUAL),
    numberOption({ name: "step", label: t.tiles.fields.step, blank: String(STEP), above: 0 }),
    degrees("low", "setLow", text.low),
    degrees("high", "setHigh", text.high),
    words("mode", "setMode", text.mode),
    list("modes", text.modes, text.usual(MODES), text.mode),
    property({ slot: "action", label: text.action, decode: { as: "text" } }),
    words("preset", "setPreset", text.preset),
    list("presets", text.presets, text.listHelp, text.preset),
    words("fanMode", "setFanMode", text.fanMode),
    list("fanModes", text.fanModes, text.usual(FAN_MODES), text.fanMode),
    property({ slot: "humidity", label: text.humidity, decode: { as: "number" }, unit: "%" }),
    delivery(WITHIN),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  labelOf: (_, slot) =>
    ({
      state: text.target,
      low: text.low,
      high: text.high,
      mode: text.mode,
      action: text.action,
      preset: text.preset,
      fanMode: text.fanMode,
      humidity: text.humidity,
    })[slot],
  load: () => import("./Tile.svelte"),
};

export default kind;
