// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Event",
  description: "What happened last, and when: a ring, a motion, a key.",
  when: (ago: string) => ago,
  before: "Before, time unknown",
  beforeHint: "The broker had kept this message: it tells of something that was, and it is no event of now.",
  nothing: "Nothing has happened yet",
};
