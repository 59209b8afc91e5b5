import { expect, test } from "vitest";
import { parsePicture } from "./picture";

const scales = {
  left: 40,
  top: 10,
  right: 240,
  bottom: 110,
  from: 1_000,
  to: 3_000,
  leftAxis: { minimum: 20, maximum: 30, logarithmic: false },
  rightAxis: null,
  samples: 2,
};
const bytes = (svg: string, head: unknown = scales) =>
  new TextEncoder().encode(`${JSON.stringify(head)}\n${svg}`).buffer as ArrayBuffer;
const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="250" height="120" viewBox="0 0 2500 1200">${inside}</svg>`;

test("a picture is its scales and its drawing", () => {
  const picture = parsePicture(bytes(svg("<text>24 °C</text>")));
  expect(picture.scales).toEqual(scales);
  expect(picture.svg.textContent).toBe("24 °C");
  expect(picture.svg.ownerDocument).toBe(document);
});

test("nothing but drawing comes into the page", () => {
  const { svg: root } = parsePicture(
    bytes(
      svg(
        '<script>alert(1)</script><g onclick="alert(1)"><foreignObject/><a href="x"><rect/></a><path style="x" d="M0 0"/></g><image href="http://x"/>',
      ),
    ),
  );
  expect(root.innerHTML).not.toMatch(/script|onclick|foreignObject|href|image|style/);
  expect(root.querySelector("path")).not.toBeNull();
});

test.each([
  ["no scales", new TextEncoder().encode("<svg/>").buffer as ArrayBuffer],
  ["broken markup", bytes("<svg")],
  ["a page", bytes("<html><body/></html>")],
])("%s is no picture", (_, answer) => {
  expect(() => parsePicture(answer)).toThrow();
});
