// A tank between empty and full.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Rain tank",
    icon: "storage-tank-outline",
    accent: "sky",
    bindings: { value: aBinding({ unit: "%" }) },
  },
  says: { value: 62 },
  also: [
    { name: "empty", says: { value: 0 } },
    { name: "full", says: { value: 100 } },
    { name: "above", says: { value: 140.5 } },
    { name: "below", says: { value: -3 } },
    {
      name: "own scale",
      says: { value: -1250.75 },
      tile: { bindings: { value: aBinding({ unit: "l/min" }) }, options: { minimum: -2000, maximum: 2000 } },
    },
    {
      name: "bands",
      says: { value: 12 },
      tile: {
        options: {
          rules: [
            { when: "below", high: 15, text: "Nearly empty", accent: "rose" },
            { when: "below", high: 40, accent: "amber" },
            { when: "otherwise", accent: "green" },
          ],
        },
      },
      sizes: [
        { width: 2, height: 2 },
        { width: 1, height: 2 },
        { width: 4, height: 4 },
      ],
    },
    { name: "no number", says: { value: "Cleaning filter" } },
  ],
};
