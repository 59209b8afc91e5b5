import type { TileKindContract } from "../../contract";
import { availability, binding } from "../../form/binding";
import { decimals, staleAfter } from "../../form/fields";
import { form, isWritten, typed, type Part } from "../../form/parts";
import { rules } from "../../form/rules";
import { sample } from "./sample";
import { text } from "./text";

type Slot = keyof typeof text.parts;

/** A station says all in one message: what has a template and no topic reads that of the temperature. */
function extra(slot: Slot): Part {
  const name = (base: string) => `${slot}${base.charAt(0).toUpperCase()}${base.slice(1)}`;
  const part = binding({
    slot,
    role: "attribute",
    decode: { as: slot === "condition" ? "auto" : "number" },
    optional: true,
    unit: slot !== "condition",
    topicHelp: slot === "condition" ? text.conditionHelp : text.partHelp,
    name,
    label: (base) => text.of(slot, base),
    group: text.parts[slot],
  });
  const [topic, template] = [name("topic"), name("template")];
  return {
    ...part,
    write(writing) {
      const { values } = writing;
      const shared = !isWritten(values, topic) && isWritten(values, template);
      part.write(shared ? { ...writing, values: { ...values, [topic]: typed(values, "topic") } } : writing);
    },
  };
}

const kind: TileKindContract = {
  kind: "weather",
  order: 66,
  name: text.name,
  description: text.description,
  icon: "weather-partly-cloudy",
  size: { width: 2, height: 3 },
  minimum: { width: 1, height: 2 },
  ...form(
    // The slot every reading tile has, so that a value can become the weather and back.
    binding({ slot: "value", role: "value", decode: { as: "number" }, unit: true, topicHelp: text.topicHelp }),
    extra("condition"),
    extra("humidity"),
    extra("wind"),
    decimals({ advanced: true }),
    rules(),
    availability(),
    staleAfter(),
  ),
  labelOf: (_, slot) => (slot in text.parts ? text.parts[slot as Slot] : undefined),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
