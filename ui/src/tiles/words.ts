// The words that the engine reads as on and off (core::decode::boolean_word); a test holds the two lists together.
import type { Value } from "../lib/bindings/api";

export const ON = [
  "on",
  "true",
  "yes",
  "open",
  "opened",
  "online",
  "connected",
  "available",
  "enabled",
  "active",
  "detected",
];
export const OFF = [
  "off",
  "false",
  "no",
  "closed",
  "close",
  "offline",
  "disconnected",
  "unavailable",
  "disabled",
  "inactive",
  "clear",
  "not_detected",
];

/** Digits with a point and an exponent at most: what both sides read alike. */
export function plainNumber(text: string): number | undefined {
  if (!/^[0-9+\-.eE]+$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

export function booleanWord(text: string): boolean | undefined {
  const bare = text.trim().replace(/^"(.*)"$/, "$1");
  const word = bare.toLowerCase();
  if (ON.includes(word)) return true;
  if (OFF.includes(word)) return false;
  const number = plainNumber(bare);
  return number === 1 ? true : number === 0 ? false : undefined;
}

/** What a value says of on and off. */
export function booleanOf(value: Value): boolean | undefined {
  switch (value.type) {
    case "boolean":
      return value.value;
    case "text":
      return booleanWord(value.value);
    case "number":
      return value.value === 1 ? true : value.value === 0 ? false : undefined;
    case "json":
    case "picture":
      return undefined;
  }
}

/** Whether a value is what a written text means: to the letter, the same number, or the same of on and off. */
export function means(text: string, value: Value): boolean {
  switch (value.type) {
    case "number":
      return plainNumber(text) === value.value;
    case "boolean":
      return booleanWord(text) === value.value;
    case "picture":
      return false;
    default:
      return value.value === text;
  }
}
