// An irrigation pump that answers.
import { aBinding, aCommand } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Irrigation pump",
    icon: "water-pump",
    accent: "sky",
    bindings: { state: aBinding() },
    commands: { set: aCommand() },
  },
  says: { state: true },
  wants: false,
  also: [
    { name: "off", says: { state: false } },
    {
      name: "no state topic",
      says: {},
      tile: { bindings: {} },
      sizes: [
        { width: 2, height: 3 },
        { width: 1, height: 2 },
        { width: 4, height: 2 },
      ],
    },
  ],
};
