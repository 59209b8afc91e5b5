// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

const ordinals = ["", "Second ", "Third ", "Fourth "];
const lower = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
const ordinal = (index: number, name: string): string =>
  index === 0 ? name : `${ordinals[index] ?? `${index + 1}. `}${name === "QoS" ? name : lower(name)}`;

export const text = {
  name: "Chart",
  description: "Up to four values over time.",
  label: "Label",
  span: "Time span",
  style: "Style",
  styles: { line: "Line", area: "Area", step: "Step" },
  noSamples: "Nothing to draw yet",
  notDrawn: "The chart could not be drawn.",
  newest: (values: string[]) => (values.length === 0 ? "no values yet" : values.join(", ")),
  picture: (title: string, span: string, newest: string) => `${title}. ${span}. ${newest}`,
  series: (index: number) => `Series ${index + 1}`,
  ordinal,
};
