// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Gauge",
  description: "A number on a scale.",
  outside: { below: "below the scale", above: "above the scale" },
};
