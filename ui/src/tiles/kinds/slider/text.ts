// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Slider",
  description: "Sets a number: brightness, speed, position.",
  setting: (value: string) => `Setting ${value}…`,
  payload: "Payload template",
  payloadHelp: "What is sent. {{ value }} stands for the number.",
  step: "Step",
  tolerance: "Tolerance",
  toleranceHelp: "How far the device's answer may be from the wanted number. Empty: half a step.",
  topicHelp: "Where the device reports its value. Without it the tile can only say what was sent.",
};
