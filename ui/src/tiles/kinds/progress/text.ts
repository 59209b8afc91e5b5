// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Progress",
  description: "How far something is: a tank, a battery, a wash.",
  outside: { below: "below the scale", above: "above the scale" },
};
