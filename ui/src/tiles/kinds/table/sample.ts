// Sensors that a gateway lists.
import type { JsonValue } from "../../../lib/bindings/api";
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

const sizes = [
  { width: 2, height: 3 },
  { width: 4, height: 3 },
  { width: 4, height: 5 },
];
const many: JsonValue = Array.from({ length: 1_532 }, (_, at) => ({ at, volts: at / 8, state: `s${at}` }));
const wide: JsonValue = [Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`register ${at}`, at * 1_000]))];

export const sample: Sample = {
  tile: {
    title: "Sensors",
    icon: "table",
    accent: "teal",
    bindings: { table: aBinding({ decode: { as: "json" } }) },
  },
  says: {
    table: [
      { name: "Greenhouse", temperature: 24.6, battery: 88, ok: true },
      { name: "Barn", temperature: 19.25, battery: 9, ok: false },
      { name: "Cellar", temperature: -3, battery: null, ok: true },
      { name: "Gewächshausbelüftungssteuerung", temperature: 31, battery: 100, ok: true },
      { name: "Well", temperature: 11.5, battery: 54, ok: true },
    ],
  },
  also: [
    {
      name: "chosen and sorted",
      tile: { options: { columns: "name = Room, temperature = °C", sort: "-temperature" } },
      sizes,
    },
    { name: "an object", says: { table: { state: "ON", power: 12.5, energy: { today: 1.2, total: 81.9 } } }, sizes },
    { name: "empty", says: { table: [] } },
    { name: "plain values", says: { table: ["one", 2, true, null] } },
    { name: "many rows", says: { table: many }, sizes },
    { name: "many columns", says: { table: wide } },
    { name: "no table", says: { table: "hello" } },
    {
      name: "hostile",
      says: {
        table: [
          { "<b>html</b>": "<img src=x onerror=alert(1)>", __proto__x: "a", "\u202eevil": "\u202etxt.exe", n: 1 },
          { "<b>html</b>": "x".repeat(5_000), n: 2 },
        ],
      },
    },
  ],
};
