// The router's own page.
import type { Sample } from "../../sample";

const sizes = [
  { width: 1, height: 2 },
  { width: 2, height: 2 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];

export const sample: Sample = {
  tile: { title: "Router", icon: "router-wireless", accent: "sky", options: { address: "http://192.168.1.1/status" } },
  says: {},
  also: [
    { name: "dashboard", tile: { options: { dashboard: "garden" } }, sizes },
    { name: "gone", tile: { options: { dashboard: "cellar" } } },
    { name: "mail", tile: { options: { address: "mailto:anna@example.org" } } },
    {
      name: "long",
      tile: { options: { address: `https://${"bewaesserungspumpenstatus.".repeat(4)}example.org/a` } },
      sizes,
    },
    { name: "hostile", tile: { options: { address: "javascript:alert(1)" } } },
  ],
};
