// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Slider",
  description: "Sets a number: brightness, speed, position.",
  outside: { below: "below the scale", above: "above the scale" },
};
