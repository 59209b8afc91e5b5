// A pump, a door and what the heating does.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

const sizes = [
  { width: 2, height: 2 },
  { width: 2, height: 4 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];

export const sample: Sample = {
  tile: {
    title: "Greenhouse",
    icon: "chart-timeline",
    accent: "green",
    bindings: { series1: aBinding(), series2: aBinding(), series3: aBinding() },
    options: { label1: "Pump", label2: "Door", label3: "Heating" },
  },
  says: { series1: true, series2: false, series3: "heating" },
  also: [
    { name: "one", says: { series1: true }, tile: { bindings: { series1: aBinding() }, options: {} }, sizes },
    {
      name: "long and hostile",
      says: { series1: "<img src=x onerror=alert(1)>", series2: "Warmwasservorrangschaltung", series3: 1795765134 },
      tile: { options: { label1: "Bewässerungspumpenschaltschrank", label2: "مضخة الري", label3: "3" } },
      sizes,
    },
  ],
};
