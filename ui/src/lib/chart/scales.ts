// Where in a picture a time and a value are. Pixels are CSS pixels from the picture's left and top edges.
import type { AxisScale, AxisSide, ChartScales } from "../bindings/api";

type Across = Pick<ChartScales, "left" | "right" | "from" | "to">;

/** The moment under a point of the picture, undefined beside the plot. */
export function timeAt(scales: Across, x: number): number | undefined {
  const width = scales.right - scales.left;
  if (width <= 0 || x < scales.left || x > scales.right) return undefined;
  return scales.from + ((x - scales.left) / width) * (scales.to - scales.from);
}

/** Where a moment is, undefined if it is not in the picture. */
export function xAt(scales: Across, time: number): number | undefined {
  const span = scales.to - scales.from;
  if (span <= 0 || time < scales.from || time > scales.to) return undefined;
  return scales.left + ((time - scales.from) / span) * (scales.right - scales.left);
}

/** The axis of one side; a series whose axis is not drawn has none. */
export function axisOf(scales: ChartScales, side: AxisSide): AxisScale | undefined {
  return side === "left" ? scales.leftAxis : (scales.rightAxis ?? undefined);
}

/** The value at a height. */
export function valueAt(scales: Pick<ChartScales, "top" | "bottom">, axis: AxisScale, y: number): number {
  const height = scales.bottom - scales.top;
  if (height <= 0) return axis.minimum;
  const share = (scales.bottom - y) / height;
  if (!isLogarithmic(axis)) return axis.minimum + share * (axis.maximum - axis.minimum);
  return axis.minimum * (axis.maximum / axis.minimum) ** share;
}

/** How high a value is, undefined if it is not in the picture. */
export function yAt(
  scales: Pick<ChartScales, "top" | "bottom">,
  axis: AxisScale | undefined,
  value: number,
): number | undefined {
  if (!axis || axis.maximum <= axis.minimum) return undefined;
  const share = isLogarithmic(axis)
    ? Math.log(value / axis.minimum) / Math.log(axis.maximum / axis.minimum)
    : (value - axis.minimum) / (axis.maximum - axis.minimum);
  if (!(share >= 0 && share <= 1)) return undefined;
  return scales.bottom - share * (scales.bottom - scales.top);
}

/** Nothing below or at 0 has a place on such an axis; one that begins there cannot be one. */
const isLogarithmic = (axis: AxisScale): boolean => axis.logarithmic && axis.minimum > 0 && axis.maximum > 0;

/** What a pixel of the time axis stands for, in milliseconds, at least one. */
export function pixelTime(scales: Across): number {
  return Math.max(Math.round((scales.to - scales.from) / Math.max(scales.right - scales.left, 1)), 1);
}
