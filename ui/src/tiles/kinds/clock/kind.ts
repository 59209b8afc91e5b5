import type { TileKindContract } from "../../contract";
import { choiceOption, textOption, toggleOption } from "../../form/fields";
import { form } from "../../form/parts";
import { HOURS } from "./moment";
import { sample } from "./sample";
import { text } from "./text";

const labelled = (value: string) => ({ value, label: value.replaceAll("_", " ") });
// Some web views list no UTC, though all know it.
const zones = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].map(labelled);

const zone = textOption({
  name: "zone",
  kind: "select",
  label: text.zone,
  choices: [{ value: "", label: text.here }, ...zones],
});

const kind: TileKindContract = {
  kind: "clock",
  order: 70,
  name: text.name,
  description: text.description,
  title: text.title,
  icon: "clock-outline",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(
    zone,
    choiceOption({
      name: "hours",
      label: text.hours,
      choices: HOURS.map((value) => ({ value, label: text.hoursOf[value] })),
      blank: "own",
    }),
    toggleOption({ name: "seconds", label: text.seconds, blank: false }),
    toggleOption({ name: "date", label: text.date, blank: true }),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
