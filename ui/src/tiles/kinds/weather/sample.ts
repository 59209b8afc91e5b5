// A station in the garden.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

const sizes = [
  { width: 1, height: 2 },
  { width: 1, height: 3 },
  { width: 2, height: 2 },
  { width: 2, height: 3 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];

export const sample: Sample = {
  tile: {
    title: "Garden",
    icon: null,
    accent: "sky",
    bindings: {
      value: aBinding({ unit: "°C" }),
      condition: aBinding(),
      humidity: aBinding({ unit: "%" }),
      wind: aBinding({ unit: "km/h" }),
    },
  },
  says: { value: 17.4, condition: "partlycloudy", humidity: 62, wind: 14 },
  also: [
    { name: "thunder", says: { value: -12.5, condition: "lightning-rainy", humidity: 100, wind: 118 }, sizes },
    { name: "WMO", says: { value: 3, condition: 73, humidity: 91, wind: 4 } },
    {
      name: "own words",
      says: { value: 21, condition: "Hochnebelartige Bewölkungsauflockerung", humidity: 55, wind: 2 },
      sizes,
    },
    { name: "temperature only", says: { value: 17.4 }, tile: { bindings: { value: aBinding({ unit: "°C" }) } }, sizes },
    {
      name: "hostile",
      says: { value: 1795765134, condition: "<img src=x onerror=alert(1)>", humidity: 1e300, wind: -1 },
    },
  ],
};
