import { expect, test } from "vitest";
import { syllables } from "./syllables";

test.each([
  ["Luftfeuchtigkeit", "Luft·feuch·tig·keit"],
  ["Wohnzimmer", "Wohn·zim·mer"],
  ["Waschmaschine", "Wasch·ma·schine"],
  ["temperature", "tem·pe·ra·ture"],
  ["Big room", "Big room"],
  ["Bodenfeuchte (Süd)", "Boden·feuchte (Süd)"],
  ["pump10_x", "pump10_x"],
  ["", ""],
])("“%s” may be broken as “%s”", (text, broken) => {
  expect(syllables(text).replaceAll("\u00ad", "·")).toBe(broken);
});

test("however long a word is, its letters stay as they are", () => {
  const word = "Donaudampfschifffahrtsgesellschaft".repeat(200);
  expect(syllables(word).replaceAll("\u00ad", "")).toBe(word);
});
