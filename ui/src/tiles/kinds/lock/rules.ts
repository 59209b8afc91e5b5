// What a lock's words look like, unless a tile has rules of its own. Home Assistant writes them large, others small.
import type { Rule } from "../../rules";
import { WORDS, type State } from "./state";
import { text } from "./text";

const LOOKS: Partial<Record<State, Pick<Rule, "icon" | "accent">>> = {
  locked: { icon: "lock", accent: "green" },
  unlocked: { icon: "lock-open-variant", accent: "amber" },
  open: { icon: "door-open", accent: "amber" },
  jammed: { icon: "lock-alert", accent: "rose" },
};

export const lookOf = (state: State): Pick<Rule, "text" | "icon" | "accent"> => ({
  text: text.says[state],
  ...LOOKS[state],
});

export const RULES: readonly Rule[] = Object.entries(WORDS).flatMap(([word, state]) =>
  [word, word.toUpperCase()].map((value): Rule => ({ when: "is", value, ...lookOf(state) })),
);
