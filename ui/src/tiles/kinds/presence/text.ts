// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Device online",
  description: "Whether a device is there, and since when.",
  online: "Online",
  offline: "Offline",
  onlineWord: "Payload online",
  offlineWord: "Payload offline",
  since: (time: string) => `Since ${time}`,
  heard: (ago: string) => `Heard ${ago}`,
  kept: "Since when is not known",
};
