// A fan between 0 and 100 %.
import { aBinding, aCommand } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Ventilation",
    icon: "fan",
    accent: "teal",
    bindings: { state: aBinding({ unit: "%" }) },
    commands: { set: aCommand() },
    options: { minimum: 0, maximum: 100, step: 1 },
  },
  says: { state: 64 },
  wants: 80,
  also: [
    { name: "pinned", says: { state: 140.5 } },
    { name: "below", says: { state: -3 } },
  ],
};
