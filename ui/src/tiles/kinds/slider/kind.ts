import { t } from "../../../lib/text/index";
import { availability } from "../../form/binding";
import { numberOption, range, staleAfter } from "../../form/fields";
import { form, numberOf } from "../../form/parts";
import { setting, settingUnit } from "../../form/setting";
import { text } from "./text";
import type { TileKindContract } from "../../contract";
import { sample } from "./sample";
import { DEFAULTS, scaleOf } from "../../frame/steps";

const kind: TileKindContract = {
  kind: "slider",
  order: 30,
  name: text.name,
  description: text.description,
  icon: "tune-variant",
  size: { width: 4, height: 2 },
  minimum: { width: 2, height: 2 },
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
  suggest: ({ value }) => (value?.type === "number" ? { fit: 0.3 } : undefined),
  load: () => import("./Tile.svelte"),
};

export default kind;
