// Colours as lights say and take them. What a tile sets is hue and saturation: how bright it is, is another matter.
import type { JsonValue, Value } from "../../../lib/bindings/api";

/** Degrees, 0 to 360, and percent. */
export interface Colour {
  hue: number;
  saturation: number;
}

/** How a device writes it: as text, or as JSON. */
export const FORMATS = ["hex", "rgb", "rgbJson", "hs", "hsJson", "xy", "xyJson"] as const;
export type Format = (typeof FORMATS)[number];

type Rgb = [number, number, number];

const clamp = (value: number, high: number) => Math.min(Math.max(value, 0), high);

function fromRgb([red, green, blue]: Rgb): Colour {
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  if (span <= 0) return { hue: 0, saturation: 0 };
  const sector =
    most === red ? (green - blue) / span : most === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return { hue: (sector * 60 + 360) % 360, saturation: (span / most) * 100 };
}

/** As bright as it can be; 0 to 255. */
export function toRgb({ hue, saturation }: Colour): Rgb {
  const part = (offset: number) => {
    const at = (offset + hue / 60) % 6;
    return 255 * (1 - (saturation / 100) * Math.max(0, Math.min(at, 4 - at, 1)));
  };
  return [part(5), part(3), part(1)];
}

const linear = (value: number) => (value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92);
const curved = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);

// Philips Hue, "Color conversion formulas: RGB to XY and back", wide gamut; Home Assistant and Zigbee2MQTT reckon alike.
function toXy(colour: Colour): [number, number] {
  const [red = 0, green = 0, blue = 0] = toRgb(colour).map((it) => linear(it / 255));
  const x = red * 0.664511 + green * 0.154324 + blue * 0.162028;
  const y = red * 0.283881 + green * 0.668433 + blue * 0.047685;
  const z = red * 0.000088 + green * 0.07231 + blue * 0.986039;
  const sum = x + y + z;
  return sum === 0 ? [0.3127, 0.329] : [x / sum, y / sum];
}

function fromXy(x: number, y: number): Colour | undefined {
  if (!(y > 0)) return undefined;
  const [tallX, tallZ] = [x / y, (1 - x - y) / y];
  const all = [
    tallX * 1.656492 - 0.354851 - tallZ * 0.255038,
    -tallX * 0.707196 + 1.655397 + tallZ * 0.036152,
    tallX * 0.051713 - 0.121364 + tallZ * 1.01153,
  ].map((it) => Math.max(it, 0));
  const most = Math.max(...all);
  if (!(most > 0)) return undefined;
  const [red = 0, green = 0, blue = 0] = all.map((it) => 255 * curved(it / most));
  return fromRgb([red, green, blue]);
}

const isNumber = (it: unknown): it is number => typeof it === "number" && Number.isFinite(it);

/** The numbers of a list, or of an object's members by one of their names. Zigbee2MQTT and Home Assistant have them under `color`. */
function numbersOf(said: JsonValue, names: readonly (readonly string[])[]): number[] | undefined {
  if (Array.isArray(said)) {
    const all = said.slice(0, names.length);
    return all.length === names.length && all.every(isNumber) ? all : undefined;
  }
  if (typeof said !== "object" || said === null) return undefined;
  const found = names.map((same) => same.map((name) => said[name]).find(isNumber));
  if (found.every(isNumber)) return found;
  return said["color"] === undefined ? undefined : numbersOf(said["color"], names);
}

const NAMES = {
  rgb: [
    ["r", "red"],
    ["g", "green"],
    ["b", "blue"],
  ],
  hs: [
    ["h", "hue"],
    ["s", "saturation"],
  ],
  xy: [["x"], ["y"]],
} as const;

/** Characters that a colour may have: more is none. */
const LONGEST = 2_000;

/** What a device says, or was sent; undefined: no colour of this format. */
export function colourOf(said: string, format: Format): Colour | undefined {
  if (said.length > LONGEST) return undefined;
  const text = said.trim();
  if (format === "hex") {
    const digits = /^"?#?([0-9a-f]{6})(?:[0-9a-f]{2})?"?$/i.exec(text)?.[1];
    if (digits === undefined) return undefined;
    const at = (index: number) => Number.parseInt(digits.slice(index, index + 2), 16);
    return fromRgb([at(0), at(2), at(4)]);
  }
  const model = format.startsWith("rgb") ? "rgb" : format.startsWith("hs") ? "hs" : "xy";
  let json: JsonValue;
  try {
    // `255,120,0` is a list without its brackets.
    json = JSON.parse(/^[[{]/.test(text) ? text : `[${text}]`) as JsonValue;
  } catch {
    return undefined;
  }
  const [first = 0, second = 0, third = 0] = numbersOf(json, NAMES[model]) ?? [Number.NaN];
  if (Number.isNaN(first)) return undefined;
  if (model === "rgb") return fromRgb([clamp(first, 255), clamp(second, 255), clamp(third, 255)]);
  if (model === "hs") return { hue: ((first % 360) + 360) % 360, saturation: clamp(second, 100) };
  return fromXy(first, second);
}

export const colourIn = (value: Value | null | undefined, format: Format): Colour | undefined =>
  value?.type === "text" || value?.type === "json" ? colourOf(value.value, format) : undefined;

/** What is sent for it. */
export function written(colour: Colour, format: Format): string {
  const rgb = toRgb(colour).map(Math.round);
  const hs = [Math.round(colour.hue) % 360, Math.round(colour.saturation)];
  const xy = toXy(colour).map((it) => Math.round(it * 10_000) / 10_000);
  switch (format) {
    case "hex":
      return `#${rgb.map((it) => it.toString(16).padStart(2, "0")).join("")}`;
    case "rgb":
      return rgb.join(",");
    case "rgbJson":
      return JSON.stringify({ r: rgb[0], g: rgb[1], b: rgb[2] });
    case "hs":
      return hs.join(",");
    case "hsJson":
      return JSON.stringify({ h: hs[0], s: hs[1] });
    case "xy":
      return xy.join(",");
    case "xyJson":
      return JSON.stringify({ x: xy[0], y: xy[1] });
  }
}

/** Whether a person would call it the same: devices round, and reckon in other colours than they are told in. */
export function isSame(one: Colour, other: Colour): boolean {
  const [a, b] = [toRgb(one), toRgb(other)];
  return a.every((it, index) => Math.abs(it - (b[index] ?? 0)) <= 40);
}

/** For styles. */
export const css = (colour: Colour): string => `rgb(${toRgb(colour).map(Math.round).join(" ")})`;

/** Kelvin of what is written in mired, and the other way round. */
export const other = (value: number): number => 1_000_000 / value;
