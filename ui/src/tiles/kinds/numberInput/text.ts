// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Number input",
  description: "Type a number and send it.",
  minimumHelp: "Empty: none.",
};
