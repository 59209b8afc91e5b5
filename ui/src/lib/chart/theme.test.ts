import { expect, test } from "vitest";
import { opaque, parseColor, themeIn, themeOf } from "./theme";

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
  expect(theme.palette.grid).toBe("#333333");
  expect(theme.color("coral")).toBe("#ff8367");
  expect(theme.palette.states).toHaveLength(7);
  expect(theme.color("no-such-token")).toMatch(/^#[0-9a-f]{6}$/);
});

test("a picture is light or dark as it is asked for, whatever the app is", () => {
  const style = document.createElement("style");
  style.textContent = `:root, [data-theme="dark"] { --surface: #15181d } [data-theme="light"] { --surface: #ffffff }`;
  document.head.append(style);
  expect(themeIn("light").palette.surface).toBe("#ffffff");
  document.documentElement.dataset["theme"] = "light";
  expect(themeIn("dark").palette.surface).toBe("#15181d");
  expect(document.querySelector("div[data-theme]")).toBeNull();
  delete document.documentElement.dataset["theme"];
  style.remove();
});
