// A kitchen timer, and what else counts down.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

const sizes = [
  { width: 1, height: 2 },
  { width: 2, height: 2 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];
const own = { bindings: {} };

export const sample: Sample = {
  tile: { title: "Washing machine", icon: null, accent: "sky", bindings: { value: aBinding() } },
  says: { value: 5_400 },
  also: [
    { name: "over", says: { value: "0:01" }, tile: { options: { done: "Laundry is ready" } }, sizes },
    { name: "each day", says: {}, tile: { ...own, options: { until: "18:00" } }, sizes },
    { name: "a far day", says: {}, tile: { ...own, options: { until: "2031-12-24 18:00" } } },
    { name: "no time", says: {}, tile: { ...own, options: { until: "soon" } } },
    { name: "nothing set up", says: {}, tile: own },
    { name: "unclear", says: { value: "<img src=x onerror=alert(1)>" } },
    { name: "far too large", says: { value: 1e300 } },
  ],
};
