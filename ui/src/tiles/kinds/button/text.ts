// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Button",
  description: "Sends a message when you press it.",
  armed: "Press again to send",
  confirm: "Ask before sending",
  confirmHelp: "The first press only asks; the second one sends.",
  payloadHelp: "Sent as it is. May be empty.",
};
