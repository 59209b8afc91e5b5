// A thermometer.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Air temperature",
    icon: "thermometer",
    accent: "coral",
    bindings: { value: aBinding({ unit: "°C" }) },
  },
  says: { value: 24.6 },
  also: [
    { name: "text", says: { value: "Cleaning filter" } },
    {
      name: "long text",
      says: { value: "The quick brown fox jumps over the lazy dog and then goes home to sleep" },
    },
    {
      name: "json",
      says: { value: { temperature: 24.6, humidity: 61.2, battery: { level: 88, low: false } } },
    },
    { name: "boolean", says: { value: true } },
    {
      name: "long number",
      says: { value: -1234567.891 },
      tile: { bindings: { value: aBinding({ unit: "kWh" }) } },
    },
    { name: "hostile", says: { value: "<img src=x onerror=alert(1)>" } },
  ],
};
