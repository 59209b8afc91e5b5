import { afterEach, expect, test, vi } from "vitest";
import { lineAt, opaque, parseColor, parsePicture, themeOf, Throttle, timeAt, valueAt } from "./chart";

const scales = {
  left: 40,
  top: 10,
  right: 240,
  bottom: 110,
  from: 1_000,
  to: 3_000,
  minimum: 20,
  maximum: 30,
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

test("the scales say which moment and which value a point is", () => {
  expect(timeAt(scales, 40)).toBe(1_000);
  expect(timeAt(scales, 140)).toBe(2_000);
  expect(timeAt(scales, 39)).toBeUndefined();
  expect(timeAt(scales, 241)).toBeUndefined();
  expect(valueAt(scales, 110)).toBe(20);
  expect(valueAt(scales, 60)).toBe(25);
});

test("the height of a line is found by its colour, in pixels of the page", () => {
  const { svg: root } = parsePicture(
    bytes(
      svg(
        '<polyline stroke="#FF0000" points="400,1000 1400,500"/><polyline stroke="#00FF00" points="400,200 2400,200"/>',
      ),
    ),
  );
  expect(lineAt(root, "#ff0000", 90)).toBe(75);
  expect(lineAt(root, "#00ff00", 90)).toBe(20);
  expect(lineAt(root, "#ff0000", 200)).toBeUndefined();
  expect(lineAt(root, "#0000ff", 90)).toBeUndefined();
});

test.each([
  ["#2dd4bf", "#2dd4bf"],
  ["#fff", "#ffffff"],
  ["rgb(1 2 3)", "#010203"],
  ["rgba(1, 2, 3, 1)", "#010203"],
  ["color(srgb 1 0.5 0)", "#ff8000"],
])("reads the colour %s as %s", (text, expected) => {
  const color = parseColor(text);
  expect(color && opaque(color)).toBe(expected);
});

test("a translucent line is what it looks like on its surface", () => {
  expect(opaque([255, 255, 255, 0.5], [0, 0, 0, 1])).toBe("#808080");
  expect(parseColor("rgb(255 255 255 / 7%)")?.[3]).toBeCloseTo(0.07);
});

test.each(["", "red;", "url(x)", "#12", "rgb(a b c)"])("%j is no colour", (text) => {
  expect(parseColor(text)).toBeUndefined();
});

test("the theme is read from the tokens at the element", () => {
  const element = document.createElement("div");
  element.style.setProperty("--surface", "#000000");
  element.style.setProperty("--line", "rgb(255 255 255 / 0.2)");
  element.style.setProperty("--coral", "#ff8367");
  document.body.append(element);
  const theme = themeOf(element);
  expect(theme.grid).toBe("#333333");
  expect(theme.color("coral")).toBe("#ff8367");
  expect(theme.color("no-such-token")).toMatch(/^#[0-9a-f]{6}$/);
});

afterEach(() => {
  vi.useRealTimers();
});

test("a job runs at once, then at most once per interval, and not after it was stopped", () => {
  vi.useFakeTimers();
  const job = vi.fn();
  const throttle = new Throttle(1_000, job);
  throttle.request();
  throttle.request();
  throttle.request();
  expect(job).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(job).toHaveBeenCalledTimes(2);
  throttle.request();
  throttle.stop();
  vi.advanceTimersByTime(5_000);
  expect(job).toHaveBeenCalledTimes(2);
});
