import type { JsonValue } from "../../../lib/bindings/api";

export const LINES = ["solid", "dashed", "none"] as const;
export type Line = (typeof LINES)[number];

/** What is no line of this version is a plain one. */
export const lineOf = (saved: JsonValue | undefined): Line => LINES.find((it) => it === saved) ?? "solid";
