// A gate that nobody hears of again.
import { aCommand } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: { title: "Open the gate", icon: "gate", accent: "violet", commands: { press: aCommand({ answer: null }) } },
  says: {},
};
