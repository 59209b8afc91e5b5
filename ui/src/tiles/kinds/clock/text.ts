// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Clock",
  description: "The time and the day, here or elsewhere.",
  title: "Time",
  zone: "Time zone",
  here: "This device's",
  hours: "Hours",
  hoursOf: { own: "As the device", h12: "1–12", h24: "0–23" },
  seconds: "Seconds",
  date: "Date",
  noZone: (zone: string) => `This device knows no time zone ${zone}`,
};
