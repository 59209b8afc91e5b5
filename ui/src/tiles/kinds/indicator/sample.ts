// A pump that tells how it is.
import { aBinding } from "../../build";
import type { JsonValue } from "../../../lib/bindings/api";
import type { Sample } from "../../sample";

const rules: JsonValue = [
  { when: "is", value: "running", text: "Running", icon: "water-pump", accent: "green" },
  { when: "is", value: "dry", text: "Runs dry", icon: "water-pump-off", accent: "rose" },
  { when: "below", high: 10, text: "Battery nearly empty", icon: "battery-alert", accent: "amber" },
];

export const sample: Sample = {
  tile: { title: "Well pump", icon: "water-pump", accent: "sky", bindings: { value: aBinding() } },
  says: { value: true },
  also: [
    { name: "off", says: { value: false } },
    { name: "running", says: { value: "running" }, tile: { options: { rules } } },
    {
      name: "dry",
      says: { value: "dry" },
      tile: { options: { rules } },
      sizes: [
        { width: 1, height: 2 },
        { width: 2, height: 2 },
        { width: 4, height: 2 },
        { width: 4, height: 4 },
      ],
    },
    { name: "battery", says: { value: 7 }, tile: { options: { rules } } },
    { name: "no rule", says: { value: "Bewässerungspumpenstatus unbekannt" }, tile: { options: { rules } } },
    { name: "number", says: { value: 1795765134 } },
    { name: "hostile", says: { value: "<img src=x onerror=alert(1)>" } },
  ],
};
