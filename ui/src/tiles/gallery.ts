// Development only: every kind in every state and size, at /src/tiles/gallery.html of the development server. `?theme=light`,
// `?part=states|sizes`, `?kind=switch`. It is no input of the production build.
import "@fontsource-variable/inter";
import { mount } from "svelte";
import type { ChartRequest } from "../lib/bindings/api";
import { useHost } from "../lib/call";
import "../styles/tokens.css";
import "../styles/base.css";
import Gallery from "./Gallery.svelte";

const asked = new URLSearchParams(location.search);
document.documentElement.dataset["theme"] = asked.get("theme") ?? "dark";

/** A picture as the engine's: the same elements, made-up samples. */
function draw(request: ChartRequest): ArrayBuffer {
  const { width, height, axes } = request;
  const [left, right, top, bottom] = axes ? [34, width - 1, 5, height - 22] : [0, width, 2, height - 2];
  const x = (part: number) => Math.round((left + part * (right - left)) * 10);
  const y = (part: number) => Math.round((bottom - part * (bottom - top)) * 10);
  const lines = request.series.map((series, index) => {
    const corners = Array.from({ length: 120 }, (_, i) => {
      const wave = Math.sin(i / 17 + index * 2) * 0.28 + Math.sin(i / 5 + index) * 0.05 + Math.sin(i * 1.7) * 0.02;
      return `${x(i / 119)},${y(0.5 + wave)}`;
    });
    const area = `${corners.join(" ")} ${x(1)},${(axes ? bottom : height) * 10} ${x(0)},${(axes ? bottom : height) * 10}`;
    return (
      (series.style === "area" ? `<polygon opacity="0.13" fill="${series.color}" points="${area}"/>` : "") +
      `<polyline fill="none" stroke="${series.color}" stroke-width="20" points="${corners.join(" ")}"/>`
    );
  });
  const text = (at: number, high: number, label: string, anchor: string) =>
    `<text x="${at}" y="${high}" text-anchor="${anchor}" font-size="110" fill="${request.palette.text}">${label}</text>`;
  const rows = [0, 1 / 3, 2 / 3, 1].map((part) => {
    const line = `<rect x="${left * 10}" y="${y(part) - 5}" width="${(right - left) * 10}" height="10" fill="${request.palette.grid}"/>`;
    return line + text(0, y(part) + 40, `${15 + part * 15}${part === 1 ? " °C" : ""}`, "start");
  });
  const times = ["06:00", "10:00", "14:00", "18:00"].map((label, i) =>
    text(x((i + 0.5) / 4), height * 10 - 40, label, "middle"),
  );
  const to = Date.now();
  const scales = {
    left,
    top,
    right,
    bottom,
    from: to - request.spanSeconds * 1_000,
    to,
    minimum: 15,
    maximum: 30,
    samples: 240,
  };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width * 10} ${height * 10}" stroke-linejoin="round">${axes ? rows.join("") : ""}${lines.join("")}${axes ? times.join("") : ""}</svg>`;
  return new TextEncoder().encode(`${JSON.stringify(scales)}\n${svg}`).buffer as ArrayBuffer;
}

useHost({
  call: (name, args) =>
    name === "draw_chart"
      ? Promise.resolve(draw((args as { request: ChartRequest }).request) as never)
      : Promise.reject(new Error("the gallery only draws")),
  stream: () => Promise.reject(new Error("the gallery has no feed")),
});

mount(Gallery, { target: document.body, props: { part: asked.get("part") ?? "states", only: asked.get("kind") } });
