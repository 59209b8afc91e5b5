// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Heading",
  description: "A title over the tiles that belong together.",
};
