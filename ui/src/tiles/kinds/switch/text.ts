// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Switch",
  description: "Turns a device on and off, and shows what the device says.",
  topicHelp: "Where the device reports its state. Without it the tile can only say what was sent.",
};
