// The geometry of the gauge: an arc of 240° that opens downwards.
const START = 150;
const SWEEP = 240;
const [CX, CY, R] = [70, 66, 52];

const point = (degrees: number): string => {
  const angle = (degrees * Math.PI) / 180;
  return `${(CX + R * Math.cos(angle)).toFixed(2)} ${(CY + R * Math.sin(angle)).toFixed(2)}`;
};

/** The whole arc; the value is a dash of it, which can move without a new path. */
export const ARC = `M${point(START)}A${R} ${R} 0 1 1 ${point(START + SWEEP)}`;
export const LENGTH = (SWEEP / 360) * 2 * Math.PI * R;
