import { t } from "../../../lib/text/index";
import type { TileKindContract } from "../../contract";
import { availability } from "../../form/binding";
import { numberOption, range, staleAfter } from "../../form/fields";
import { form, numberOf } from "../../form/parts";
import { setting, settingUnit } from "../../form/setting";
import { DEFAULTS, scaleOf } from "../../frame/steps";
import { sample } from "./sample";
import { text } from "./text";

const kind: TileKindContract = {
  kind: "stepper",
  order: 32,
  name: text.name,
  description: text.description,
  icon: "plus-minus-variant",
  size: { width: 2, height: 3 },
  // Lower, two buttons of a finger's size leave no room for a number on a small phone.
  minimum: { width: 2, height: 3 },
  ...form(
    ...setting({
      decode: { as: "number" },
      step: {
        written: (values) => numberOf(values, "step") ?? DEFAULTS.step,
        saved: ({ options }) => scaleOf(options).step,
        help: t.tiles.fields.toleranceOfStep,
      },
    }),
    range(DEFAULTS),
    numberOption({ name: "step", label: t.tiles.fields.step, blank: String(DEFAULTS.step), above: 0 }),
    settingUnit(),
    availability(),
    staleAfter(),
  ),
  version: 1,
  sample,
  suggest: ({ value }) => (value?.type === "number" ? { fit: 0.25 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
