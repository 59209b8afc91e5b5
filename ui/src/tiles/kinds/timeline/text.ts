// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "State timeline",
  description: "When a pump ran, when a door was open: up to four of them, over time.",
  since: (length: string) => `for ${length}`,
};
