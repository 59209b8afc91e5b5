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
    {
      name: "words by value",
      says: { value: true },
      tile: {
        bindings: { value: aBinding() },
        options: {
          rules: [
            { when: "on", text: "Open", icon: "window-open-variant", accent: "amber" },
            { when: "off", text: "Closed", icon: "window-closed-variant", accent: "green" },
          ],
        },
      },
      sizes: [
        { width: 2, height: 3 },
        { width: 1, height: 2 },
        { width: 2, height: 2 },
      ],
    },
    {
      name: "too warm",
      says: { value: 34.5 },
      tile: { options: { rules: [{ when: "above", low: 30, icon: "thermometer-alert", accent: "rose" }] } },
    },
    { name: "hostile", says: { value: "<img src=x onerror=alert(1)>" } },
  ],
};
