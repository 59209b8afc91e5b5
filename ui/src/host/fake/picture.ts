// A picture in the shape of the engine's: scales, a line feed, an SVG with a line for each series. It draws no values: there are none.
import type { ChartRange, ChartRequest, ChartScales } from "../../lib/bindings/api";

/** Of every picture, from 0. */
const MAXIMUM = 30;

export const spanOf = (range: ChartRange, now = Date.now()): { from: number; to: number } =>
  range.kind === "between" ? { from: range.from, to: range.to } : { from: now - range.seconds * 1_000, to: now };

/** `more`: scales to say instead of these. */
export function drawn(request: ChartRequest, more: Partial<ChartScales> = {}): ArrayBuffer {
  const { width, height, axes, series } = request;
  const right = request.right !== null;
  const axis = { minimum: 0, maximum: MAXIMUM, logarithmic: false };
  const scales: ChartScales = {
    ...spanOf(request.range),
    left: axes ? (request.plot.kind === "timeline" ? 1 : 36) : 0,
    top: axes ? 12 : 2,
    right: axes ? width - (right ? 36 : 8) : width,
    bottom: axes ? height - 24 : height - 2,
    leftAxis: axis,
    rightAxis: right ? axis : null,
    bottomAxis: null,
    samples: series.length * 2,
    empty: series.length === 0,
    every: request.plot.kind === "bars" ? request.plot.every : null,
    ...more,
  };
  const lines = series.map(({ color }, index) => {
    if (request.plot.kind === "timeline") return band(scales, color, index, series.length);
    const y = scales.top + ((scales.bottom - scales.top) * (index + 1)) / (series.length + 1);
    return `<path fill="none" stroke="${color}" d="M${scales.left} ${y + 8}L${scales.right} ${y - 8}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${lines.join("")}</svg>`;
  return new TextEncoder().encode(`${JSON.stringify(scales)}\n${svg}`).buffer;
}

/** A row of a timeline, on for its middle third. */
function band({ left, right, top, bottom }: ChartScales, color: string, index: number, rows: number): string {
  const [width, row] = [right - left, (bottom - top) / rows];
  const at = `y="${top + row * (index + 0.2)}" height="${row * 0.6}" width="${width / 3}"`;
  return `<rect fill="${color}" x="${left + width / 3}" ${at}/>`;
}
