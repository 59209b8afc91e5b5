// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Select",
  description: "One of several: a mode, a programme, an input.",
  options: "Options",
  optionsHelp: "What can be chosen: a name, and the payload that is sent for it.",
  blank: ["Off", "Auto", "On"],
  look: "Show as",
  looks: { auto: "What fits", segments: "Buttons", menu: "Menu" },
  other: (value: string) => `The device says “${value}”`,
};
