// The geometry of the round gauges: an arc of 240° that opens downwards, and a whole ring from its top.
export interface Curve {
  path: string;
  length: number;
}

const [CX, CY] = [70, 66];

function curve(cy: number, radius: number, start: number, sweep: number): Curve {
  const point = (degrees: number): string => {
    const angle = (degrees * Math.PI) / 180;
    return `${(CX + radius * Math.cos(angle)).toFixed(2)} ${(cy + radius * Math.sin(angle)).toFixed(2)}`;
  };
  // A circle from a point to itself is none (SVG 1.1, F.6.2): it is drawn in halves.
  const half = sweep / 2;
  const to = (degrees: number) => `A${radius} ${radius} 0 ${half > 180 ? 1 : 0} 1 ${point(degrees)}`;
  return {
    path: `M${point(start)}${to(start + half)}${to(start + sweep)}`,
    length: (sweep / 360) * 2 * Math.PI * radius,
  };
}

export interface Dial {
  /** The value is a dash of it, which can move without a new path. */
  scale: Curve;
  /** Inside of it, for the colours of the scale. */
  bands: Curve;
  /** Baselines of the number and of its unit. */
  number: number;
  unit: number;
  /** Where the ends of the scale are written; a ring has them at one place, and none. */
  ends?: { low: number; high: number; at: number };
}

export const ARC: Dial = {
  scale: curve(CY, 52, 150, 240),
  bands: curve(CY, 43, 150, 240),
  number: 73,
  unit: 90,
  ends: { low: 25, high: 115, at: 109 },
};

export const RING: Dial = { scale: curve(60, 46, -90, 360), bands: curve(60, 37.5, -90, 360), number: 66, unit: 82 };
