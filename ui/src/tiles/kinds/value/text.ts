// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Value",
  description: "The newest value, with its recent course.",
  sparkline: "Sparkline",
  sparklineHelp: "Draws the last hour behind a number.",
  course: (title: string) => `${title}, last hour`,
};
