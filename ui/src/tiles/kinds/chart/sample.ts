// Two lines of one unit.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Climate",
    icon: "thermometer",
    accent: "coral",
    bindings: { series1: aBinding({ unit: "°C" }), series2: aBinding({ unit: "°C" }) },
    options: { label1: "Air", label2: "Soil", style: "area" },
  },
  says: { series1: 24.6, series2: 19.2 },
};
