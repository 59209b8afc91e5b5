// A room of a house.
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: { title: "Living room", icon: null, accent: "teal" },
  says: {},
};
