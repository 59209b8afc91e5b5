// From a chart request to a picture in the page: the engine draws (SVG with the scales before it), this file asks, parses and
// finds values in it. Deliberately not here: drawing. The SVG is parsed as an image and imported node by node, never as HTML.
import type { ChartPalette, ChartRequest, ChartScales } from "./bindings/api";
import { call } from "./call";

export type DrawChart = (request: ChartRequest) => Promise<ArrayBuffer>;

export const drawChart: DrawChart = (request) => call("draw_chart", { request });

export interface Picture {
  scales: ChartScales;
  svg: SVGSVGElement;
}

const LINE_FEED = 10;
const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(
  "svg g path polyline polygon line rect circle ellipse text tspan defs clipPath linearGradient stop title".split(" "),
);

/**
 * One line of JSON (`ChartScales`), a line feed, then the SVG.
 * @throws when it is anything else.
 */
export function parsePicture(bytes: ArrayBuffer): Picture {
  const all = new Uint8Array(bytes);
  const end = all.indexOf(LINE_FEED);
  if (end < 0) throw new Error("a picture without scales");
  const decoder = new TextDecoder();
  const scales = JSON.parse(decoder.decode(all.subarray(0, end))) as ChartScales;
  const parsed = new DOMParser().parseFromString(decoder.decode(all.subarray(end + 1)), "image/svg+xml");
  const root = parsed.documentElement;
  if (root.namespaceURI !== SVG || root.localName !== "svg") throw new Error("a picture that is no SVG");
  keepOnlyDrawing(root);
  return { scales, svg: document.importNode(root, true) as unknown as SVGSVGElement };
}

/** A unit from the network is text in the picture. Should anything else ever come through, it does not reach the page. */
function keepOnlyDrawing(element: Element): void {
  for (const attribute of [...element.attributes]) {
    if (/^on|href$|^style$/i.test(attribute.name)) element.removeAttribute(attribute.name);
  }
  for (const child of [...element.children]) {
    if (child.namespaceURI === SVG && DRAWN.has(child.localName)) keepOnlyDrawing(child);
    else child.remove();
  }
}

/** The moment under a point of the picture, undefined beside the plot. `x` in CSS pixels from the picture's left edge. */
export function timeAt(scales: ChartScales, x: number): number | undefined {
  const width = scales.right - scales.left;
  if (width <= 0 || x < scales.left || x > scales.right) return undefined;
  return scales.from + ((x - scales.left) / width) * (scales.to - scales.from);
}

/** The value at a height of the picture; `y` in CSS pixels from its top edge. */
export function valueAt(scales: ChartScales, y: number): number {
  const height = scales.bottom - scales.top;
  if (height <= 0) return scales.minimum;
  return scales.minimum + ((scales.bottom - y) / height) * (scales.maximum - scales.minimum);
}

/**
 * How high a series' line is at `x`, read from the picture itself: the engine keeps the samples, and sends two per pixel at
 * most. Undefined where the line has a gap or does not exist.
 */
export function lineAt(svg: SVGSVGElement, color: string, x: number): number | undefined {
  // The engine draws in tenths of a pixel; the view box says so.
  const wide = Number(svg.getAttribute("viewBox")?.split(/[\s,]+/)[2]) / Number(svg.getAttribute("width"));
  const scale = Number.isFinite(wide) && wide > 0 ? wide : 1;
  for (const line of svg.querySelectorAll("polyline")) {
    if (line.getAttribute("stroke")?.toLowerCase() !== color.toLowerCase()) continue;
    const y = heightAt(pointsOf(line.getAttribute("points") ?? ""), x * scale);
    if (y !== undefined) return y / scale;
  }
  return undefined;
}

function pointsOf(text: string): [number, number][] {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const points: [number, number][] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) points.push([numbers[i] ?? 0, numbers[i + 1] ?? 0]);
  return points;
}

function heightAt(points: [number, number][], x: number): number | undefined {
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1], points[i]];
    if (!before || !after || x < before[0] || x > after[0]) continue;
    const width = after[0] - before[0];
    return width === 0 ? after[1] : before[1] + ((x - before[0]) / width) * (after[1] - before[1]);
  }
  return undefined;
}

type Rgba = [red: number, green: number, blue: number, alpha: number];

/** Reads what tokens and computed styles hold: `#rgb(a)`, `#rrggbb(aa)`, `rgb()` in both spellings, `color(srgb …)`. */
export function parseColor(text: string): Rgba | undefined {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex) {
    const wide = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join("") : hex;
    const part = (at: number) => Number.parseInt(wide.slice(at, at + 2), 16);
    return wide.length === 6 || wide.length === 8
      ? [part(0), part(2), part(4), wide.length === 8 ? part(6) / 255 : 1]
      : undefined;
  }
  const body = /^(rgba?|color)\(\s*(?:srgb\s+)?([^)]*)\)$/i.exec(text.trim());
  if (!body) return undefined;
  const scale = body[1]?.toLowerCase() === "color" ? 255 : 1;
  const parts = (body[2] ?? "").split(/[\s,/]+/).filter(Boolean);
  const [red, green, blue, alpha = 1] = parts.map((part) =>
    part.endsWith("%") ? Number(part.slice(0, -1)) / 100 : Number(part),
  );
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  if ([red, green, blue, alpha].some((part) => !Number.isFinite(part))) return undefined;
  return [red * scale, green * scale, blue * scale, alpha];
}

/** `#rrggbb` of a colour as it looks on a background. */
export function opaque(color: Rgba, on: Rgba = [0, 0, 0, 1]): string {
  const alpha = color[3];
  const channel = (at: 0 | 1 | 2) =>
    Math.round(Math.min(Math.max(color[at] * alpha + on[at] * (1 - alpha), 0), 255))
      .toString(16)
      .padStart(2, "0");
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

export interface Theme extends ChartPalette {
  /** A token's colour as `#rrggbb`, by its name without the dashes. */
  color(token: string): string;
}

/** The tokens as they are at this element now. The stylesheet is the only list of colours. */
export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (token: string) => parseColor(style.getPropertyValue(`--${token}`));
  const surface = read("surface") ?? [21, 24, 29, 1];
  const color = (token: string) => opaque(read(token) ?? [128, 128, 128, 1], surface);
  return { surface: opaque(surface), text: color("text-faint"), grid: color("line"), color };
}

/** Runs a job at most once per `interval`; calls in between become one run at its end. */
export class Throttle {
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly interval: number,
    private readonly job: () => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  request(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#last + this.interval - this.clock();
    if (wait <= 0) this.now();
    else this.#timer = setTimeout(() => this.now(), wait);
  }

  /** Does not wait; the next request does. */
  now(): void {
    this.stop();
    this.#last = this.clock();
    this.job();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
