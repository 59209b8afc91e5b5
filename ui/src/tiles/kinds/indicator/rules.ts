// What a lamp says without being told anything.
import type { Rule } from "../../rules";

export const RULES: readonly Rule[] = [{ when: "on", accent: "green" }];
