// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Divider",
  description: "A line between tiles, or some room.",
  title: "Divider",
  line: "Line",
  lines: { solid: "Solid", dashed: "Dashed", none: "None" },
};
