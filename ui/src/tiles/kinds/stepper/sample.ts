// The greenhouse's target temperature.
import { aBinding, aCommand } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Target temperature",
    icon: "thermostat",
    accent: "coral",
    bindings: { state: aBinding({ unit: "°C" }) },
    commands: { set: aCommand({ payload: { as: "template", text: "{{ value }}" } }) },
    options: { minimum: 5, maximum: 30, step: 0.5 },
  },
  says: { state: 21.5 },
  wants: 22,
  also: [
    { name: "at its end", says: { state: 30 } },
    {
      name: "large numbers",
      says: { state: 123456789.5 },
      tile: { options: { minimum: 0, maximum: 1e10, step: 0.5 } },
    },
    {
      name: "no state topic",
      tile: { bindings: {} },
      sizes: [
        { width: 2, height: 3 },
        { width: 4, height: 4 },
      ],
    },
  ],
};
