// A heat pump's mode.
import { aBinding, aCommand } from "../../build";
import type { Sample } from "../../sample";

const sizes = [
  { width: 2, height: 2 },
  { width: 2, height: 4 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];

export const sample: Sample = {
  tile: {
    title: "Heating",
    icon: "heat-pump-outline",
    accent: "coral",
    bindings: { state: aBinding() },
    commands: { set: aCommand({ payload: { as: "template", text: "{{ value }}" } }) },
    options: {
      choices: [
        { payload: "off", label: "Off" },
        { payload: "heat", label: "Heat" },
        { payload: "auto", label: "Auto" },
      ],
    },
  },
  says: { state: "heat" },
  wants: "auto",
  also: [
    { name: "off", says: { state: false }, sizes },
    { name: "something else", says: { state: "defrosting" } },
    {
      name: "many",
      says: { state: "p3" },
      tile: {
        options: {
          choices: Array.from({ length: 12 }, (_, index) => ({ payload: `p${index}`, label: `Programme ${index}` })),
        },
      },
      sizes,
    },
    {
      name: "long names",
      says: { state: "2" },
      tile: {
        options: {
          look: "segments",
          choices: [
            { payload: "1", label: "Bewässerungspumpenstatus" },
            { payload: "2", label: "Nachtabsenkung" },
            { payload: "3" },
          ],
        },
      },
      sizes,
    },
    { name: "no choices", says: { state: "heat" }, tile: { options: {} } },
    { name: "no state topic", tile: { bindings: {} } },
  ],
};
