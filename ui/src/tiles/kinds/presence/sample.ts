// A sensor in the shed, where the network is weak.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Shed sensor",
    icon: null,
    accent: "teal",
    bindings: { value: aBinding({ decode: { as: "onOff", on: "online", off: "offline" } }) },
  },
  says: { value: true },
  also: [
    {
      name: "offline",
      says: { value: false },
      sizes: [
        { width: 1, height: 2 },
        { width: 2, height: 2 },
        { width: 4, height: 2 },
        { width: 4, height: 4 },
      ],
    },
    {
      name: "own words",
      says: { value: false },
      tile: {
        options: { rules: [{ when: "off", text: "Nobody at home", icon: "home-off-outline", accent: "violet" }] },
      },
    },
  ],
};
