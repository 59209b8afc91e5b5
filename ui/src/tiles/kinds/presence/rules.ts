// What a device's being there looks like, unless a tile has rules of its own.
import type { Rule } from "../../rules";
import { text } from "./text";

export const RULES: readonly Rule[] = [
  { when: "on", text: text.online, icon: "lan-connect", accent: "green" },
  { when: "off", text: text.offline, icon: "lan-disconnect", accent: "coral" },
];
