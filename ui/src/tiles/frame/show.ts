// From a value to what stands in a tile.
import type { JsonValue, Reading, Tile, Value } from "../../lib/bindings/api";
import { formatNumber } from "../../lib/format";
import { t } from "../../lib/text/index";
import type { Said } from "../rules";

export interface Shown {
  /** Undefined: there is no value. */
  text: string | undefined;
  unit: string | undefined;
  /** Words are set smaller than numbers, JSON in another face. */
  look: "number" | "word" | "text" | "json" | "none";
}

const JSON_LIMIT = 160;
const TEXT_LIMIT = 400;

/** `asked`: decimals that the person asked for. */
export function show(reading: Reading | undefined, asked?: JsonValue): Shown {
  const value = reading?.value;
  if (!reading || !value) return { text: undefined, unit: undefined, look: "none" };
  return {
    ...showValue(value, reading.decimals, asked),
    unit: value.type === "number" ? (reading.unit ?? undefined) : undefined,
  };
}

function showValue(value: Value, decimals: number, asked: JsonValue | undefined): Pick<Shown, "text" | "look"> {
  switch (value.type) {
    case "number":
      return { text: numberText(value.value, decimals, asked), look: "number" };
    case "boolean":
      return { text: value.value ? t.tiles.values.on : t.tiles.values.off, look: "word" };
    case "text":
      return value.value === ""
        ? { text: t.tiles.values.emptyText, look: "text" }
        : { text: cut(value.value, TEXT_LIMIT), look: value.value.length <= 14 ? "word" : "text" };
    case "json":
      return { text: cut(value.value, JSON_LIMIT), look: "json" };
    case "picture":
      return { text: `${value.value.width} × ${value.value.height}`, look: "word" };
  }
}

/** What a rule says instead of the value, else the value. */
export function showBy({ text }: Said, shown: Shown): Shown {
  if (text === undefined) return shown;
  return { text: cut(text, TEXT_LIMIT), unit: undefined, look: text.length <= 14 ? "word" : "text" };
}

export function numberText(value: number, decimals: number, asked?: JsonValue): string {
  return formatNumber(value, typeof asked === "number" ? { decimals, asked } : { decimals });
}

export function numberIn(reading: Reading | undefined): number | undefined {
  return reading?.value?.type === "number" ? reading.value.value : undefined;
}

/** "24.6 °C"; a percent sign and a degree stand at their number. */
export function withUnit(number: string, unit: string | null | undefined): string {
  if (!unit) return number;
  return unit === "%" || unit === "°" ? `${number}${unit}` : `${number} ${unit}`;
}

/** Keeps a number, its sign and its unit together among words that run the other way (Unicode UAX 9: FSI, PDI). */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** Of the reading, else of the binding, else of the tile. */
export function unitOf(tile: Tile, slot: string, reading: Reading | undefined): string | undefined {
  const own = tile.options["unit"];
  return reading?.unit ?? tile.bindings[slot]?.unit ?? (typeof own === "string" ? own : undefined);
}

/** Never between the halves of a character. */
function cut(value: string, limit: number): string {
  if (value.length <= limit) return value;
  return `${[...value.slice(0, limit)].slice(0, -1).join("")}…`;
}
