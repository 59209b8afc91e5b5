// A roller shutter.
import { aBinding, aCommand } from "../../build";
import type { JsonValue } from "../../../lib/bindings/api";
import type { Sample } from "../../sample";

const sizes = [
  { width: 2, height: 2 },
  { width: 2, height: 4 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];
const shutter: JsonValue = [
  { payload: "OPEN", label: "Open", icon: "arrow-up", says: "open" },
  { payload: "STOP", label: "Stop", icon: "stop" },
  { payload: "CLOSE", label: "Close", icon: "arrow-down", says: "closed" },
];

export const sample: Sample = {
  tile: {
    title: "Greenhouse roof",
    icon: "window-shutter",
    accent: "teal",
    bindings: { state: aBinding() },
    commands: { press: aCommand({ payload: { as: "template", text: "{{ value }}" }, answer: null }) },
    options: { buttons: shutter },
  },
  says: { state: "open" },
  wants: "CLOSE",
  also: [
    { name: "closed", says: { state: false }, sizes },
    { name: "under way", says: { state: "opening" } },
    { name: "no state topic", tile: { bindings: {} } },
    {
      name: "many",
      says: { state: "4" },
      tile: {
        options: {
          buttons: Array.from({ length: 9 }, (_, index) => ({ payload: String(index), label: `Scene ${index}` })),
        },
      },
      sizes,
    },
    {
      name: "long names",
      says: { state: "a" },
      tile: {
        options: {
          buttons: [
            { payload: "a", label: "Bewässerungspumpenstatus" },
            { payload: "b", label: "Zurücksetzen" },
          ],
        },
      },
      sizes,
    },
    { name: "no buttons", says: { state: "open" }, tile: { options: {} } },
  ],
};
