// The plots that are no lines.
import type { AxisScale, BarSpan, ChartRequest, ChartSeries } from "../../lib/bindings/api";
import { numberAt, numbersIn, statesIn } from "./signal";

export interface Paint {
  request: ChartRequest;
  box: { left: number; top: number; right: number; bottom: number; from: number; to: number };
  x(at: number): string;
  y(value: number, axis?: AxisScale): string;
  axisFor(it: Pick<ChartSeries, "axis">): AxisScale;
}

export const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const HOUR = 3_600_000;
const SPANS: Record<BarSpan, number> = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, month: 720 * HOUR };

export function timeline({ request, box, x }: Paint): string {
  const high = (box.bottom - box.top) / request.series.length;
  return request.series
    .map(({ binding, label, color }, row) => {
      const [name, bar] = [box.top + row * high + 14, Math.min(high - 26, 110)];
      const states = statesIn(binding, box.from, box.to).map((it) => {
        const wide = Math.max(Number(x(it.to)) - Number(x(it.from)) - 1, 0.5);
        const at = `x="${x(it.from)}" y="${name + 6}" width="${wide}" height="${bar}"`;
        const word =
          wide > 34
            ? `<text x="${Number(x(it.from)) + 7}" y="${name + 6 + bar / 2 + 4}" fill="${it.value ? request.palette.surface : request.palette.text}">${it.value ? request.locale.on : request.locale.off}</text>`
            : "";
        return `<rect rx="3" ${at} fill="${it.value ? color : request.palette.grid}"/>${word}`;
      });
      return `<text x="${box.left}" y="${name}">${escape(label)}</text>${states.join("")}`;
    })
    .join("");
}

export function bars({ request, box, x, y, axisFor }: Paint, every: BarSpan): string {
  const step = SPANS[every];
  const found: string[] = [];
  for (let at = Math.floor(box.from / step) * step; at < box.to; at += step) {
    const [low, high] = [Math.max(Number(x(at)), box.left), Math.min(Number(x(at + step)), box.right)];
    const wide = (high - low - 3) / request.series.length;
    request.series.forEach((it, index) => {
      const value = numberAt(it.binding, Math.min(at + step / 2, Date.now()));
      if (value === undefined || wide <= 0) return;
      const top = Number(y(value, axisFor(it)));
      found.push(
        `<rect rx="2" x="${low + 1 + index * wide}" width="${Math.max(wide - 1, 0.5)}" y="${top}" height="${Math.max(box.bottom - top, 0)}" fill="${it.color}"/>`,
      );
    });
  }
  return found.join("");
}

export function scatter({ request, box, y }: Paint): string {
  const [first, second] = request.series;
  if (!first) return "";
  const points = numbersIn(first.binding, box.from, box.to, 260);
  const [low, high] = [Math.min(...points.map((it) => it[1])), Math.max(...points.map((it) => it[1]))];
  return points
    .map(([at, value]) => {
      const right = box.left + ((value - low) / Math.max(high - low, 0.1)) * (box.right - box.left);
      const up = numberAt((second ?? first).binding, at) ?? 0;
      return `<circle cx="${right.toFixed(1)}" cy="${y(up)}" r="2.6" opacity=".6" fill="${first.color}"/>`;
    })
    .join("");
}

export function histogram({ request, box }: Paint): string {
  const BINS = 18;
  return request.series
    .map((it, index) => {
      const values = numbersIn(it.binding, box.from, box.to, 400).map(([, value]) => value);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const counts = Array.from({ length: BINS }, () => 0);
      for (const value of values) {
        const bin = Math.min(Math.floor(((value - low) / Math.max(high - low, 0.1)) * BINS), BINS - 1);
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      const wide = (box.right - box.left) / BINS;
      return counts
        .map((count, bin) => {
          const tall = (count / Math.max(...counts)) * (box.bottom - box.top);
          return `<rect x="${box.left + bin * wide + 1}" width="${wide - 2}" y="${box.bottom - tall}" height="${tall}" fill="${it.color}" opacity="${index === 0 ? 0.9 : 0.5}"/>`;
        })
        .join("");
    })
    .join("");
}
