import rules from "../../lib/bindings/presets.json";
import type { PresetRules } from "../../lib/bindings/api";

// A JSON's words are strings to the compiler; the engine's test says that they are these.
export const presets = rules as PresetRules[];
