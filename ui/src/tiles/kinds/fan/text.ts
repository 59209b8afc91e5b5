// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Fan",
  description: "Turns a fan on and off, and sets its speed, preset, oscillation and direction.",
  topicHelp: "Where the fan says whether it is on. Without it the tile can only say what was sent.",
  of: (what: string, title: string) => `${what} ${title}`,
  speed: "Speed",
  /** Of a fan with a few speeds. */
  speedOf: (speed: string, most: string) => `${speed} of ${most}`,
  speedMaximum: "Speed is full at",
  speedMaximumHelp: "100, or 3 for a fan that counts its speeds.",
  speedStep: "Step of the speed",
  preset: "Preset",
  presets: "Presets",
  presetsHelp: "One in each line, or with commas between.",
  oscillation: "Oscillation",
  oscillationOn: "Payload on",
  oscillationOff: "Payload off",
  direction: "Direction",
  directions: { forward: "Forward", reverse: "Reverse" } as Record<string, string>,
  none: "–",
};
