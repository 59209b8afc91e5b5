// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Button row",
  description: "Several commands to one device: open, stop, close.",
  entries: "Buttons",
  entriesHelp: "Each sends its payload. The one that the device says is the case is lit.",
  topicHelp: "Where the device reports its state; a button is lit while it says so. May be empty.",
  blank: { open: "Open", stop: "Stop", close: "Close" },
};
