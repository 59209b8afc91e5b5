// What a neighbour needs to know.
import type { Sample } from "../../sample";

const long = "The quick brown fox jumps over the lazy dog and then goes home to sleep. ".repeat(12);

export const sample: Sample = {
  tile: {
    title: "While we are away",
    icon: "note-text-outline",
    accent: "amber",
    options: {
      text: "Water **every second day**, before nine.\n\n- Tomatoes: 2 l each\n- Basil: *from below*\n- Pump stuck? Press `reset`\n\n# Whom to call\nAnna, 0171 555 0134",
    },
  },
  says: {},
  also: [
    { name: "nothing", tile: { options: {} } },
    { name: "one line", tile: { options: { text: "Feed the cat." } } },
    { name: "long", tile: { options: { text: long } } },
    { name: "hostile", tile: { options: { text: "<img src=x onerror=alert(1)>\n[go](javascript:alert(1))" } } },
  ],
};
