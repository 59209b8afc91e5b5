// A share of 0 to 100 %.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Soil moisture",
    icon: "water-percent",
    accent: "sky",
    bindings: { value: aBinding({ unit: "%" }) },
  },
  says: { value: 38 },
  also: [
    { name: "above", says: { value: 140.5 } },
    { name: "negative", says: { value: -12.5 } },
    { name: "pinned", says: { value: 1013.25 } },
    { name: "zero", says: { value: 0 } },
  ],
};
