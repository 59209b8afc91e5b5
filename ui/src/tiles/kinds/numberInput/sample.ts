// How long a bed is watered.
import { aBinding, aCommand } from "../../build";
import type { Sample } from "../../sample";

const command = aCommand({ payload: { as: "template", text: "{{ value }}" } });

export const sample: Sample = {
  tile: {
    title: "Watering time",
    icon: "timer-outline",
    accent: "sky",
    bindings: { state: aBinding({ unit: "min" }) },
    commands: { set: command },
    options: { minimum: 0, maximum: 120 },
  },
  says: { state: 25 },
  wants: 40,
  also: [
    { name: "long number", says: { state: -1234567.891 } },
    { name: "no state topic", tile: { bindings: {} } },
  ],
};
