// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Image",
  description: "A picture from a message: a camera, a plan, a scan.",
  fit: "Picture fills",
  fitHelp: "Whole: nothing is cut off. Filled: no empty edges.",
  fits: { whole: "Whole", filled: "Filled" },
  picture: (title: string, size: string) => `${title}, ${size}`,
  notAPicture: "What the tile reads is no picture",
  damaged: "The picture is damaged and cannot be drawn",
};
