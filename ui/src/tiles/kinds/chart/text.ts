// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Chart",
  description: "Up to four values over time.",
  style: "Style",
  styles: { line: "Line", area: "Area", step: "Step" },
};
