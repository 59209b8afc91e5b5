import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { JsonValue } from "../../../lib/bindings/api";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, type Seen } from "../../testing";
import kind from "./kind";
import { skyOf } from "./sky";
import Tile from "./Tile.svelte";

const tile = aTile("weather", {
  title: "Garden",
  bindings: {
    value: aBinding({ unit: "°C" }),
    condition: aBinding(),
    humidity: aBinding(),
    wind: aBinding({ unit: "km/h" }),
  },
});
const all = [
  aReading("value", 17.4),
  aReading("condition", "partlycloudy"),
  aReading("humidity", 62),
  aReading("wind", 14),
];
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings: all, ...seen });
const group = () => screen.getByRole("group", { name: "Garden" });
const facts = () => screen.getAllByRole("listitem").map((it) => it.textContent?.replace(/\s+/g, " ").trim());
const sky = (value: JsonValue) => skyOf(aReading("condition", value));

test("tells temperature, sky, humidity and wind with their units", () => {
  show();
  expect(group()).toHaveTextContent("17.4");
  expect(group()).toHaveTextContent("Partly cloudy");
  expect(facts()).toEqual(["Humidity 62%", "Wind 14 km/h"]);
});

test.each<[JsonValue, string | undefined]>([
  ["lightning-rainy", "lightningRainy"],
  ["Clear Night", "clearNight"],
  ["HEAVY_RAIN", "pouring"],
  [0, "sunny"],
  [2, "partlyCloudy"],
  [45, "fog"],
  [73, "snowy"],
  [99, "lightningRainy"],
  [211, "lightning"],
  [804, "cloudy"],
  [100, undefined],
  [805, undefined],
  [-1, undefined],
  [2.5, undefined],
  ["constructor", undefined],
  [true, undefined],
])("the condition %j is %s", (value, name) => {
  expect(sky(value)).toBe(name);
});

test("a condition of no known name is told as it came, and is a text", () => {
  show({ readings: [all[0]!, aReading("condition", "<img src=x onerror=alert(1)>")] });
  expect(group()).toHaveTextContent("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img")).toBeNull();
});

test("what has not come yet is a dash beside what has", () => {
  show({ readings: [all[0]!] });
  expect(facts()).toEqual(["Humidity –", "Wind –"]);
  expect(group()).toHaveAttribute("data-sign", "live");
});

test("what it does not read it does not tell", () => {
  show({ tile: { ...tile, bindings: { value: aBinding({ unit: "°C" }) } }, readings: [all[0]!] });
  expect(screen.queryAllByRole("listitem")).toHaveLength(0);
});

test("what is wrong with one topic is said, and the others stay", () => {
  show({ readings: [...all.slice(0, 3), aProblem("wind", { kind: "notANumber", excerpt: "strong" })] });
  expect(group()).toHaveAttribute("data-sign", "problem");
  expect(group()).toHaveTextContent("“strong” is not a number");
  expect(group()).toHaveTextContent("17.4");
  expect(facts()).toEqual(["Humidity 62%", "Wind –"]);
});

test("without the topic of the temperature it is broken, whatever else it reads", () => {
  show({ tile: { ...tile, bindings: { wind: aBinding() } } });
  expect(group()).toHaveAttribute("data-sign", "error");
  expect(group()).toHaveTextContent("No topic set up");
});

test("says the words of a rule beside the temperature", () => {
  const rules = [{ when: "below", high: 20, text: "Chilly", accent: "sky" }];
  show({ tile: { ...tile, options: { rules } } });
  expect(group()).toHaveTextContent("Chilly");
  expect(group()).toHaveTextContent("17.4");
});

test("is dimmed and says so while the broker is away", () => {
  show({ online: false });
  expect(group()).toHaveTextContent("Not connected");
  expect(document.querySelector(".weather")).toHaveClass("dim");
});

test("its history is a press away", async () => {
  const { context } = show();
  await fireEvent.click(screen.getByRole("button", { name: /Garden/ }));
  expect(context.looked).toBe(1);
});

test("what has a template and no topic reads that of the temperature", () => {
  const values = {
    ...kind.blank(),
    topic: "garden/station",
    humidityTemplate: "{{ value_json.hum }}",
    windTopic: "mast/wind",
  };
  const { bindings } = kind.toDraft(values, "farm");
  expect(bindings["humidity"]).toMatchObject({ topic: "garden/station", template: "{{ value_json.hum }}" });
  expect(bindings["wind"]?.topic).toBe("mast/wind");
  expect(bindings["condition"]).toBeUndefined();
});
