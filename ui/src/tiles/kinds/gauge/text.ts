// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Gauge",
  description: "A number on a scale: a dial, a tank, a battery, a thermometer.",
  outside: { below: "below the scale", above: "above the scale" },
  look: "Show as",
  looks: {
    arc: "Arc",
    ring: "Ring",
    linear: "Straight scale",
    tank: "Tank",
    battery: "Battery",
    thermometer: "Thermometer",
  },
};
