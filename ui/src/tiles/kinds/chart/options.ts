// What a chart's options say. They come from imports and other versions too: what cannot be read counts as not there.
import type {
  Accent,
  AxisSide,
  BarMeasure,
  BarSpan,
  ChartAxis,
  ChartPlot,
  ChartStyle,
  JsonValue,
  Tile,
} from "../../../lib/bindings/api";
import { t } from "../../../lib/text/index";
import { seriesOf, SLOTS, spanOf } from "../../past/series";

export interface ChartTileSeries {
  slot: string;
  label: string;
  accent: Accent;
  style: ChartStyle;
  /** Undefined: by its unit. */
  axis: AxisSide | undefined;
}

export type Scale = Omit<ChartAxis, "unit">;

export interface Threshold {
  value: number;
  /** The other edge of a band. */
  to: number | null;
  accent: Accent;
  label: string;
  axis: AxisSide;
}

export interface ChartOptions {
  plot: ChartPlot;
  smooth: boolean;
  series: ChartTileSeries[];
  left: Scale;
  right: Scale;
  thresholds: Threshold[];
  spanSeconds: number;
}

export const STYLES: ChartStyle[] = ["line", "area", "step"];
export const PLOTS: ChartPlot["kind"][] = ["lines", "bars", "timeline", "scatter", "histogram"];
export const EVERY: BarSpan[] = ["hour", "day", "week", "month"];
export const MEASURES: BarMeasure[] = ["mean", "minimum", "maximum", "sum", "delta", "count"];
export const SIDES: AxisSide[] = ["left", "right"];
export const THRESHOLDS = 3;
export const DEFAULTS = { every: "day", measure: "mean", threshold: "rose" } as const;

export function chartOptions(tile: Tile): ChartOptions {
  const { options } = tile;
  return {
    plot: plotOf(options),
    smooth: options["smooth"] === true,
    series: seriesOf(tile).map((it) => ({
      ...it,
      ...looksOf(
        options,
        SLOTS.findIndex((slot) => slot === it.slot),
      ),
    })),
    left: scaleOf(options, "left"),
    right: scaleOf(options, "right"),
    thresholds: thresholdsOf(options["thresholds"]).slice(0, THRESHOLDS),
    spanSeconds: spanOf(options["spanSeconds"], shortest(plotOf(options))),
  };
}

type Options = Tile["options"];

/** Seconds of the shortest span that has a few bars in it. */
const FEW_BARS: Record<BarSpan, number> = { hour: 21_600, day: 604_800, week: 2_592_000, month: 31_536_000 };

/** The shortest span that makes sense of what is drawn, in seconds. */
export const shortest = (plot: ChartPlot): number => (plot.kind === "bars" ? FEW_BARS[plot.every] : 1);

function styleOf(value: JsonValue | undefined): ChartStyle {
  return oneOf(STYLES, value) ?? "line";
}

/** The words that stand in an option, if they are one of these. */
export function oneOf<T extends string>(all: readonly T[], value: JsonValue | undefined): T | undefined {
  return all.find((it) => it === value);
}

export function plotOf(options: Options): ChartPlot {
  const kind = oneOf(PLOTS, options["plot"]) ?? "lines";
  if (kind !== "bars") return { kind };
  return {
    kind,
    every: oneOf(EVERY, options["every"]) ?? DEFAULTS.every,
    measure: oneOf(MEASURES, options["measure"]) ?? DEFAULTS.measure,
  };
}

/** `index` counts the slots from 0, as the labels do. */
function looksOf(options: Options, index: number): Pick<ChartTileSeries, "style" | "axis"> {
  return {
    style: oneOf(STYLES, options[`style${index + 1}`]) ?? styleOf(options["style"]),
    axis: oneOf(SIDES, options[`axis${index + 1}`]),
  };
}

/** The names of a scale's options: the left one has the plain ones. */
export const scaleNames = (side: AxisSide) =>
  side === "left"
    ? ({ minimum: "minimum", maximum: "maximum", logarithmic: "logarithmic" } as const)
    : ({ minimum: "rightMinimum", maximum: "rightMaximum", logarithmic: "rightLogarithmic" } as const);

/** Bounds that contradict each other, or a logarithm, are left to the samples. */
function scaleOf(options: Options, side: AxisSide): Scale {
  const names = scaleNames(side);
  const logarithmic = options[names.logarithmic] === true;
  const bound = (name: string): number | null => {
    const value = numberIn(options[name]);
    return value === undefined || (logarithmic && value <= 0) ? null : value;
  };
  const [minimum, maximum] = [bound(names.minimum), bound(names.maximum)];
  if (minimum !== null && maximum !== null && minimum >= maximum) return { minimum: null, maximum: null, logarithmic };
  return { minimum, maximum, logarithmic };
}

export function thresholdsOf(value: JsonValue | undefined): Threshold[] {
  return Array.isArray(value) ? value.flatMap((it) => thresholdOf(it) ?? []) : [];
}

export function thresholdOf(it: JsonValue | undefined): Threshold | undefined {
  if (typeof it !== "object" || it === null || Array.isArray(it)) return undefined;
  const value = numberIn(it["value"]);
  if (value === undefined) return undefined;
  return {
    value,
    to: numberIn(it["to"]) ?? null,
    accent: oneOf(ACCENTS, it["accent"]) ?? DEFAULTS.threshold,
    label: typeof it["label"] === "string" ? it["label"] : "",
    axis: oneOf(SIDES, it["axis"]) ?? "left",
  };
}

export const ACCENTS = Object.keys(t.editor.accents) as Accent[];

function numberIn(value: JsonValue | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
