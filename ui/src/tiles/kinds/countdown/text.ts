// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Countdown",
  description: "How long it still is: to a time of yours, or to one that a device tells.",
  topicHelp: "Tells a time, or how long it still is. Without a topic it counts down to the time below.",
  until: "Counts down to",
  untilHelp: "A time each day, or a day: 18:00, or 2026-12-24 18:00.",
  untilPlaceholder: "18:00",
  notATime: "Write a time like 18:00, or a day like 2026-12-24 18:00.",
  neither: "Give a time here, or a topic.",
  number: "A number means",
  numbers: { seconds: "Seconds", minutes: "Minutes", hours: "Hours" },
  doneText: "At the end",
  done: "Done",
  nothing: "No time set up",
  to: (time: string) => `until ${time}`,
  unclear: (excerpt: string) => `“${excerpt}” is neither a time nor how long it still is`,
  before: "Told before, nobody knows when",
};
