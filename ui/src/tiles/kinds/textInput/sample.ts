// What the display at the door says.
import { aBinding, aCommand } from "../../build";
import type { Sample } from "../../sample";

export const sample: Sample = {
  tile: {
    title: "Door display",
    icon: "sign-text",
    accent: "amber",
    bindings: { state: aBinding({ decode: { as: "text" } }) },
    commands: { set: aCommand({ payload: { as: "template", text: "{{ value }}" } }) },
  },
  says: { state: "Back at five" },
  wants: "Gone to the field",
  also: [
    { name: "long text", says: { state: "The quick brown fox jumps over the lazy dog and then goes home to sleep" } },
    { name: "empty", says: { state: "" } },
    { name: "hostile", says: { state: "<img src=x onerror=alert(1)>" } },
    { name: "no state topic", tile: { bindings: {} } },
  ],
};
