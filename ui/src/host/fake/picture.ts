// A picture in the shape of the engine's: scales, a line feed, an SVG. For eyes only.
import type { AxisScale, ChartRequest, ChartScales, ChartSeries } from "../../lib/bindings/api";
import { bars, escape, histogram, scatter, timeline, type Paint } from "./plots";
import { numbersIn, spanOf } from "./signal";

const DAY = 86_400_000;
const FONT = 11;

/** `more`: scales to say instead of its own. */
export function drawn(request: ChartRequest, more: Partial<ChartScales> = {}): ArrayBuffer {
  const { width, height, axes, palette, plot, series } = request;
  const { from, to } = spanOf(request.range);
  const rows = plot.kind === "timeline";
  const left = axes ? (rows ? 8 : 36) : 0;
  const right = axes ? width - (request.right ? 36 : 8) : width;
  const [top, bottom] = axes ? [rows ? 4 : 12, height - 24] : [2, height - 2];
  const box = { left, top, right, bottom, from, to };

  const kept = series.map((it) => ({ ...it, points: numbersIn(it.binding, from, to, Math.max(right - left, 2) / 2) }));
  const side = (which: "left" | "right") => {
    const values = kept.filter(({ axis }) => axis === which).flatMap(({ points }) => points.map(([, value]) => value));
    const bounds = which === "left" ? request.left : (request.right ?? request.left);
    return scaleOf(values, bounds.minimum, bounds.maximum, bounds.logarithmic);
  };
  const [leftAxis, rightAxis] = [side("left"), request.right ? side("right") : null];
  const samples = kept.reduce((sum, { points }) => sum + points.length, 0);
  const scales: ChartScales = { ...box, leftAxis, rightAxis, bottomAxis: null, samples, empty: samples === 0, ...more };

  const x = (at: number) => (left + ((at - from) / (to - from)) * (right - left)).toFixed(1);
  const y = (value: number, axis = leftAxis) =>
    (bottom - ((value - axis.minimum) / (axis.maximum - axis.minimum)) * (bottom - top)).toFixed(1);
  const axisFor = (it: Pick<ChartSeries, "axis">) => (it.axis === "right" && rightAxis ? rightAxis : leftAxis);
  const paint: Paint = { request, box, x, y, axisFor };

  const parts: string[] = [];
  if (axes) parts.push(rows ? "" : grid(paint, leftAxis, "left"), times(paint));
  if (axes && rightAxis) parts.push(grid(paint, rightAxis, "right"));
  if (!rows) parts.push(thresholds(paint));
  if (plot.kind === "timeline") parts.push(timeline(paint));
  else if (plot.kind === "bars") parts.push(bars(paint, plot.every));
  else if (plot.kind === "scatter") parts.push(scatter(paint));
  else if (plot.kind === "histogram") parts.push(histogram(paint));
  else {
    if (request.compare) parts.push(...kept.map((it) => before(paint, it)));
    parts.push(...kept.toReversed().map((it) => line(paint, it)));
  }
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const fill = `font-size="${FONT}" stroke-linejoin="round" fill="${palette.text}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${fill}>${parts.join("")}</svg>`;
  return new TextEncoder().encode(`${JSON.stringify(scales)}\n${svg}`).buffer;
}

function scaleOf(values: number[], low: number | null, high: number | null, logarithmic: boolean): AxisScale {
  const minimum = low ?? Math.floor(values.reduce((a, b) => Math.min(a, b), values[0] ?? 0) / 2) * 2;
  const maximum = high ?? Math.ceil(values.reduce((a, b) => Math.max(a, b), values[0] ?? 1) / 2) * 2;
  return { minimum, maximum: maximum > minimum ? maximum : minimum + 1, logarithmic };
}

type Kept = ChartSeries & { points: [number, number][] };

function line({ box, x, y, axisFor }: Paint, it: Kept): string {
  if (it.points.length === 0) return "";
  const corners = it.points.flatMap(([at, value], index) => {
    const last = it.points[index - 1];
    const here = `${x(at)},${y(value, axisFor(it))}`;
    return it.style === "step" && last ? [`${x(at)},${y(last[1], axisFor(it))}`, here] : [here];
  });
  const [first, end] = [corners[0]?.split(",")[0] ?? "0", corners.at(-1)?.split(",")[0] ?? "0"];
  const area = `<polygon fill="${it.color}" opacity=".13" points="${first},${box.bottom} ${corners.join(" ")} ${end},${box.bottom}"/>`;
  const stroke = `<polyline fill="none" stroke="${it.color}" stroke-width="1.8" points="${corners.join(" ")}"/>`;
  return it.style === "area" ? area + stroke : stroke;
}

function before({ request, box, x, y, axisFor }: Paint, it: Kept): string {
  const shift = request.compare === "week" ? 7 * DAY : DAY;
  const earlier = numbersIn(it.binding, box.from - shift, box.to - shift, 240);
  const corners = earlier.map(([at, value]) => `${x(at + shift)},${y(value, axisFor(it))}`);
  return `<polyline fill="none" stroke="${it.color}" opacity=".55" stroke-dasharray="4 4" stroke-width="1.4" points="${corners.join(" ")}"/>`;
}

function grid({ request, box, y }: Paint, axis: AxisScale, side: "left" | "right"): string {
  const unit = (side === "left" ? request.left : request.right)?.unit ?? "";
  const steps = Math.max(Math.min(Math.round((box.bottom - box.top) / 48), 6), 2);
  return Array.from({ length: steps + 1 }, (_, at) => {
    const value = axis.minimum + ((axis.maximum - axis.minimum) * at) / steps;
    const height = y(value, axis);
    const label = value.toFixed(Number.isInteger(value) ? 0 : 1) + (at === steps && unit ? ` ${unit}` : "");
    const text = `<text x="${side === "left" ? 2 : box.right + 6}" y="${Number(height) + (at === steps ? -3 : 4)}">${escape(label)}</text>`;
    const rule = `<line x1="${box.left}" x2="${box.right}" y1="${height}" y2="${height}" stroke="${request.palette.grid}"/>`;
    return side === "left" ? rule + text : text;
  }).join("");
}

const STEPS = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800];

function times({ request, box, x }: Paint): string {
  const fitting = Math.max(Math.floor((box.right - box.left) / 84), 1);
  const seconds = (box.to - box.from) / 1_000;
  const step = (STEPS.find((it) => seconds / it <= fitting) ?? 30 * 86_400) * 1_000;
  const offset = new Date(box.from).getTimezoneOffset() * 60_000;
  const words = new Intl.DateTimeFormat("en-GB", {
    timeZone: request.locale.timeZone,
    ...(step >= DAY ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit" }),
    ...(step < 60_000 ? { second: "2-digit" } : {}),
  });
  const found: string[] = [];
  for (let at = Math.ceil((box.from - offset) / step) * step + offset; at <= box.to; at += step) {
    found.push(`<text text-anchor="middle" x="${x(at)}" y="${box.bottom + 17}">${words.format(at)}</text>`);
  }
  return found.join("");
}

function thresholds({ request, box, y, axisFor }: Paint): string {
  return request.thresholds
    .map((it) => {
      const [low, high] = [y(it.value, axisFor(it)), y(it.to ?? it.value, axisFor(it))];
      const across = `x="${box.left}" width="${box.right - box.left}"`;
      const band = `<rect ${across} y="${high}" height="${Number(low) - Number(high)}" fill="${it.color}" opacity=".12"/>`;
      const rule = `<line x1="${box.left}" x2="${box.right}" y1="${low}" y2="${low}" stroke="${it.color}" stroke-dasharray="2 3"/>`;
      return (
        (it.to === null ? rule : band) +
        `<text x="${box.left + 4}" y="${Number(low) - 4}" fill="${it.color}">${escape(it.label)}</text>`
      );
    })
    .join("");
}
