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
    {
      name: "bands",
      says: { value: 12 },
      tile: {
        options: {
          rules: [
            { when: "below", high: 20, text: "Too dry", icon: "water-off", accent: "coral" },
            { when: "between", low: 20, high: 70, accent: "green" },
            { when: "above", low: 70, text: "Too wet", accent: "sky" },
          ],
        },
      },
      sizes: [
        { width: 2, height: 3 },
        { width: 1, height: 2 },
        { width: 2, height: 2 },
        { width: 4, height: 4 },
      ],
    },
  ],
};
