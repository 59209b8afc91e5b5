// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Text input",
  description: "Type a text and send it.",
  longest: "Longest text",
  longestHelp: "Letters.",
  pattern: "Pattern",
  patternHelp: "A regular expression that the whole text must match. Empty: any text.",
  badPattern: "This is no regular expression, or too complicated a one.",
  tooLong: (most: number) => `At most ${most} letters.`,
  noMatch: "Does not match the pattern.",
  nothing: "Write something.",
};
