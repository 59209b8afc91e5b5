// The few spans that a tile has room for; the full view has them all.

const FEW = [3_600, 86_400, 604_800, 2_592_000];

/** The tile's own span stands in for the one nearest to it. */
export function fewSpans(own: number): number[] {
  if (FEW.includes(own)) return FEW;
  const far = (it: number) => Math.abs(Math.log(it / own));
  const nearest = FEW.reduce((best, it) => (far(it) < far(best) ? it : best));
  return FEW.map((it) => (it === nearest ? own : it));
}
