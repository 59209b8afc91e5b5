// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Stepper",
  description: "Less and more in steps: a target temperature, a volume.",
};
