// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Humidifier",
  description: "Turns a humidifier or dehumidifier on and off, and sets how humid it should be.",
  topicHelp: "Where the device says whether it is on. Without it the tile can only say what was sent.",
  of: (what: string, title: string) => `${what} ${title}`,
  humidity: "Humidity",
  target: "Target",
  mode: "Mode",
  modes: "Modes",
  modesHelp: "One in each line, or with commas between.",
  action: "Action",
  /** Home Assistant's words for what it does. */
  does: { humidifying: "Humidifying", drying: "Drying", idle: "Idle", off: "Off" } as Record<string, string>,
  none: "–",
};
