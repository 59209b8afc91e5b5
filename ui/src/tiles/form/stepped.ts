// A number that is set in steps: what a slider's and a stepper's form have in common.
import { t } from "../../lib/text/index";
import { DEFAULTS, scaleOf } from "../frame/steps";
import { numberOption, range } from "./fields";
import { numberOf, type Part } from "./parts";
import { setting, settingUnit } from "./setting";

export function stepped(): Part[] {
  return [
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
  ];
}
