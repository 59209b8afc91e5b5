import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: { title: "Divider", icon: null, accent: "teal" },
  says: {},
  also: [
    { name: "dashed", tile: { options: { line: "dashed" } } },
    { name: "none", tile: { options: { line: "none" } } },
    { name: "upright", sizes: [{ width: 1, height: 4 }] },
  ],
};
