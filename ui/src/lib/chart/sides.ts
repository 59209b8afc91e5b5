// Which axis a series is drawn against.
import type { AxisSide } from "../bindings/api";

interface Drawn {
  /** What was chosen; undefined: by its unit. */
  axis?: AxisSide | undefined;
  /** As it is known now. */
  unit: string | undefined;
}

/**
 * The first unit is the left axis's, whatever differs from it goes to the right, so that a few hPa do not press a temperature flat.
 * A series whose unit nobody knows stays on the left.
 */
export function sidesOf(series: readonly Drawn[]): AxisSide[] {
  const first = series.find((it) => it.axis !== "right" && it.unit);
  return series.map((it) => it.axis ?? (it.unit && first && it.unit !== first.unit ? "right" : "left"));
}

/** What is written at an axis: the unit that all its series share. Where they differ, the legend tells each. */
export function unitOn(side: AxisSide, series: readonly { axis: AxisSide; unit: string | undefined }[]): string | null {
  const units = new Set(series.filter((it) => it.axis === side).map((it) => it.unit));
  return units.size === 1 ? ([...units][0] ?? null) : null;
}
