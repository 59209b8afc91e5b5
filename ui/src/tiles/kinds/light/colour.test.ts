import { expect, test } from "vitest";
import { colourOf, css, FORMATS, isSame, written } from "./colour";

const orange = { hue: 32, saturation: 100 };

test.each([
  ["hex", "#ff8800"],
  ["rgb", "255,136,0"],
  ["rgbJson", '{"r":255,"g":136,"b":0}'],
  ["hs", "32,100"],
  ["hsJson", '{"h":32,"s":100}'],
] as const)("as %s it is %s", (format, expected) => {
  expect(written(orange, format)).toBe(expected);
});

test.each(FORMATS)("what is written as %s is read as the same colour", (format) => {
  for (const hue of [0, 32, 120, 200, 275, 330]) {
    for (const saturation of [40, 100]) {
      const colour = { hue, saturation };
      const read = colourOf(written(colour, format), format);
      expect(read && isSame(read, colour), `${hue} ${saturation} ${JSON.stringify(read)}`).toBe(true);
    }
  }
});

test.each([
  ["hex", "FF8800"],
  ["hex", '"#ff8800ff"'],
  ["rgb", "[255, 136, 0]"],
  ["rgb", '{"state":"ON","color":{"r":255,"g":136,"b":0}}'],
  ["hs", '{"hue":32,"saturation":100}'],
  ["hsJson", "392,140"],
  ["xy", '{"color":{"x":0.58,"y":0.4}}'],
] as const)("a light that has %s may say %s", (format, said) => {
  const colour = colourOf(said, format);
  expect(colour && isSame(colour, orange), JSON.stringify(colour)).toBe(true);
});

test.each([
  ["hex", "#ff88"],
  ["hex", "255,136,0"],
  ["rgb", "255,136"],
  ["rgb", '{"r":"255","g":1,"b":2}'],
  ["hs", "warm"],
  ["xy", "0.5,0"],
  ["xy", "{".repeat(100_000)],
  ["rgbJson", `{"color":${'{"color":'.repeat(300)}`],
] as const)("as %s nothing is made of %s", (format, said) => {
  expect(colourOf(said, format)).toBeUndefined();
});

test("a colour for styles is made of its numbers alone", () => {
  expect(css(orange)).toBe("rgb(255 136 0)");
});
