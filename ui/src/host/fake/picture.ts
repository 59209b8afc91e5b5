// A picture in the shape of the engine's: scales, a line feed, an SVG. For eyes only, not for samples.
import type { ChartRequest, ChartScales } from "../../lib/bindings/api";

export function drawn(request: ChartRequest): ArrayBuffer {
  const { width, height, axes, palette, spanSeconds } = request;
  const [left, top, right, bottom] = axes ? [34, 8, width - 6, height - 22] : [0, 2, width, height - 2];
  const now = Date.now();
  const scales: ChartScales = {
    left,
    top,
    right,
    bottom,
    from: now - spanSeconds * 1000,
    to: now,
    minimum: 15,
    maximum: 30,
    samples: 240,
  };
  const lines = request.series.map(({ color, style }, at) => {
    const points: string[] = [];
    for (let x = left; x <= right; x += 3) {
      const t = x / 60 + at * 2;
      const y = top + (bottom - top) * (0.5 + 0.26 * Math.sin(t) + 0.09 * Math.sin(t * 3.7) + 0.025 * Math.sin(t * 17));
      points.push(`${x.toFixed(1)},${y.toFixed(1)}`);
    }
    const line = `<polyline fill="none" stroke="${color}" stroke-width="2" points="${points.join(" ")}"/>`;
    const area = `<polygon fill="${color}" opacity=".14" points="${left},${bottom} ${points.join(" ")} ${right},${bottom}"/>`;
    return style === "area" ? area + line : line;
  });
  const grid = [0, 1, 2, 3].map((step) => {
    const y = top + ((bottom - top) * step) / 3;
    const label = `<text x="2" y="${y + 4}" font-size="11" fill="${palette.text}">${30 - step * 5}</text>`;
    return `<line x1="${left}" x2="${right}" y1="${y}" y2="${y}" stroke="${palette.grid}"/>${label}`;
  });
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${axes ? grid.join("") : ""}${lines.join("")}</svg>`;
  return new TextEncoder().encode(`${JSON.stringify(scales)}\n${svg}`).buffer;
}
