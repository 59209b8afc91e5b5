// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Note",
  description: "Your own words: what is where, whom to call.",
  text: "Text",
  help: "Markdown: # heading, **bold**, *italic*, `code`, lists with - or 1.",
  tooLong: (most: number) => `At most ${most} characters.`,
  empty: "Nothing written yet",
};
