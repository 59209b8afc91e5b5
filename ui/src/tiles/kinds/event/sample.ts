// Who rings at the door.
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

const sizes = [
  { width: 1, height: 2 },
  { width: 2, height: 2 },
  { width: 4, height: 2 },
  { width: 4, height: 4 },
];

export const sample: Sample = {
  tile: { title: "Doorbell", icon: "bell-ring-outline", accent: "amber", bindings: { value: aBinding() } },
  says: { value: "pressed" },
  also: [
    {
      name: "in words",
      says: { value: "pressed" },
      tile: {
        options: {
          rules: [{ when: "is", value: "pressed", text: "Somebody rang", icon: "bell-ring", accent: "rose" }],
        },
      },
      sizes,
    },
    { name: "number", says: { value: 1795765134 } },
    { name: "json", says: { value: { action: "single", battery: 88 } } },
    { name: "long text", says: { value: "The quick brown fox jumps over the lazy dog and then goes home to sleep" } },
    { name: "hostile", says: { value: "<img src=x onerror=alert(1)>" } },
  ],
};
