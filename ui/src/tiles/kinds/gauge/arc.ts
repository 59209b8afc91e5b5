// The geometry of the gauge: an arc of 240° that opens downwards.
export const DEFAULTS = { minimum: 0, maximum: 100 };

const START = 150;
const SWEEP = 240;
const [CX, CY, R] = [70, 66, 52];

export interface Place {
  /** 0 to 1. */
  share: number;
  outside: "below" | "above" | undefined;
}

/** Where a value is on the scale; outside it is pinned to the end and says so. */
export function placeOf(value: number, minimum: number, maximum: number): Place {
  if (value < minimum) return { share: 0, outside: "below" };
  if (value > maximum) return { share: 1, outside: "above" };
  return { share: maximum > minimum ? (value - minimum) / (maximum - minimum) : 0, outside: undefined };
}

const point = (degrees: number): string => {
  const angle = (degrees * Math.PI) / 180;
  return `${(CX + R * Math.cos(angle)).toFixed(2)} ${(CY + R * Math.sin(angle)).toFixed(2)}`;
};

/** The whole arc; the value is a dash of it, which can move without a new path. */
export const ARC = `M${point(START)}A${R} ${R} 0 1 1 ${point(START + SWEEP)}`;
export const LENGTH = (SWEEP / 360) * 2 * Math.PI * R;
