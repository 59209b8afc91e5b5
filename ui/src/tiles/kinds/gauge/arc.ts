// The geometry of the gauge: arcs of 240° that open downwards.
const START = 150;
const SWEEP = 240;
const [CX, CY] = [70, 66];

function arc(radius: number): { path: string; length: number } {
  const point = (degrees: number): string => {
    const angle = (degrees * Math.PI) / 180;
    return `${(CX + radius * Math.cos(angle)).toFixed(2)} ${(CY + radius * Math.sin(angle)).toFixed(2)}`;
  };
  return {
    path: `M${point(START)}A${radius} ${radius} 0 1 1 ${point(START + SWEEP)}`,
    length: (SWEEP / 360) * 2 * Math.PI * radius,
  };
}

/** The whole arc; the value is a dash of it, which can move without a new path. */
export const SCALE = arc(52);
/** Inside of it, for the colours of the scale. */
export const BANDS = arc(43);
