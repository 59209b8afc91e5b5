// The tokens as a picture's colours. The stylesheet is the only list of colours.
import type { Accent, ChartPalette } from "../bindings/api";

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

export interface Theme {
  palette: ChartPalette;
  /** A token's colour as `#rrggbb`, by its name without the dashes. */
  color(token: string): string;
}

/** Of the states of a timeline, in turn: neighbours are easy to tell apart, with colour-blind eyes too. */
const STATES: Accent[] = ["sky", "amber", "violet", "green", "coral", "rose", "teal"];

/** The tokens of a light or a dark picture, whatever the app is. */
export function themeIn(shown: "light" | "dark"): Theme {
  const element = document.createElement("div");
  element.hidden = true;
  element.dataset["theme"] = shown;
  document.body.append(element);
  const theme = themeOf(element);
  element.remove();
  return theme;
}

/** The tokens as they are at this element now. */
export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (token: string) => parseColor(style.getPropertyValue(`--${token}`));
  const surface = read("surface") ?? [21, 24, 29, 1];
  const color = (token: string) => opaque(read(token) ?? [128, 128, 128, 1], surface);
  return {
    palette: {
      surface: opaque(surface),
      text: color("text-faint"),
      grid: color("line"),
      states: STATES.map(color),
    },
    color,
  };
}
