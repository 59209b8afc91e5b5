// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Indicator",
  description: "A lamp: its colour and words say how something is.",
};
