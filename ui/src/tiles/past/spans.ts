// The few spans that a tile has room for; the full view has them all.

const FEW = [3_600, 86_400, 604_800, 2_592_000];

/** The tile's own span stands in for the one nearest to it. `least`: shorter ones make no sense of what is drawn. */
export function fewSpans(own: number, least = 0): number[] {
  const far = (it: number) => Math.abs(Math.log(it / own));
  const nearest = FEW.reduce((best, it) => (far(it) < far(best) ? it : best));
  return FEW.map((it) => (it === nearest ? own : it)).filter((it) => it >= least);
}
