// A share of 0 to 100 %.
import { aBinding } from "../../build";
import type { Rule } from "../../rules";
import type { Sample, SampleCase } from "../../sample";

const sizes = [
  { width: 2, height: 3 },
  { width: 1, height: 2 },
  { width: 1, height: 3 },
  { width: 2, height: 2 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];
const moisture: Rule[] = [
  { when: "below", high: 20, text: "Too dry", icon: "water-off", accent: "coral" },
  { when: "between", low: 20, high: 70, accent: "green" },
  { when: "above", low: 70, text: "Too wet", accent: "sky" },
];
const looks = ["ring", "linear", "tank", "battery", "thermometer"];

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
        options: { rules: moisture },
      },
      sizes,
    },
    ...looks.flatMap((look): SampleCase[] => [
      { name: look, says: { value: 38 }, tile: { options: { look } }, sizes },
      { name: `${look}, bands`, says: { value: 12 }, tile: { options: { look, rules: moisture } } },
      { name: `${look}, full`, says: { value: 100 }, tile: { options: { look } } },
      { name: `${look}, above`, says: { value: 140.5 }, tile: { options: { look } } },
      {
        name: `${look}, below`,
        says: { value: -1250.75 },
        tile: { bindings: { value: aBinding({ unit: "l/min" }) }, options: { look, minimum: -1000, maximum: 2000 } },
      },
      { name: `${look}, no number`, says: { value: "unavailable" }, tile: { options: { look } } },
    ]),
  ],
};
