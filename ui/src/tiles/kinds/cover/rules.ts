// What a cover's words look like, unless a tile has rules of its own. Home Assistant's words, as ESPHome, Shelly and Zigbee2MQTT say them too.
import type { Rule } from "../../rules";
import { text } from "./text";

const { open, closed, opening, closing, stopped } = text.says;

export const RULES: readonly Rule[] = [
  { when: "on", text: open },
  { when: "off", text: closed },
  { when: "is", value: "opening", text: opening },
  { when: "is", value: "closing", text: closing },
  { when: "is", value: "stopped", text: stopped },
];
