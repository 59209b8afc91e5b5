// The time at home; elsewhere, with seconds, in the small.
import type { Sample } from "../../sample";

const sizes = [
  { width: 1, height: 2 },
  { width: 2, height: 2 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];

export const sample: Sample = {
  tile: { title: "Time", icon: null, accent: "violet", options: { hours: "h24" } },
  says: {},
  also: [
    { name: "seconds, elsewhere", tile: { options: { zone: "America/New_York", seconds: true, hours: "h12" } }, sizes },
    { name: "no date", tile: { options: { date: false, hours: "h24" } } },
    { name: "no such zone", tile: { options: { zone: "Mars/Olympus" } } },
  ],
};
