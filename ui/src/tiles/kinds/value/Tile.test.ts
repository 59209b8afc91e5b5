import { screen, waitFor } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { call } from "../../../lib/call";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, type Seen } from "../../testing";
import Tile from "./Tile.svelte";

vi.mock("../../../lib/call", () => ({ call: vi.fn() }));

const tile = aTile("value", {
  title: "Air temperature",
  bindings: { value: aBinding({ unit: "°C" }) },
});
const show = (value: Seen["readings"], seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: value ?? [], ...seen });
const group = () => screen.getByRole("group", { name: "Air temperature" });

beforeEach(() => {
  vi.mocked(call).mockReset().mockRejectedValue(new Error("no engine"));
});

test("shows the number as its source wrote it, with its unit", () => {
  show([aReading("value", 24, { decimals: 1 })]);
  expect(group()).toHaveTextContent("24.0°C");
});

test("shows the decimals that were asked for", () => {
  show([aReading("value", 24.66)], { tile: { ...tile, options: { decimals: 1 } } });
  expect(group()).toHaveTextContent("24.7°C");
});

test.each([
  [true, "On"],
  [false, "Off"],
  ["Cleaning", "Cleaning"],
  ["", "Empty text"],
  [{ a: 1 }, '{"a":1}'],
])("shows %j as %s", (value, expected) => {
  show([aReading("value", value)]);
  expect(group()).toHaveTextContent(expected);
});

test("shortens what is long", () => {
  show([aReading("value", { text: "x".repeat(2_000) })]);
  expect(group().textContent?.length).toBeLessThan(260);
  expect(group()).toHaveTextContent("…");
});

test("a hostile text is text", () => {
  show([aReading("value", "<img src=x onerror=alert(1)>")]);
  expect(group()).toHaveTextContent("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img")).toBeNull();
});

test("a rule says its own words, icon and colour instead of on and off", () => {
  const rules = [{ when: "is", value: "open", text: "Window open", accent: "amber" }];
  const { change } = show([aReading("value", true)], { tile: { ...tile, options: { rules } } });
  expect(group()).toHaveTextContent("Window open");
  expect(group()).not.toHaveTextContent("On");
  expect(document.querySelector<HTMLElement>(".chip")?.style.color).toBe("var(--amber)");
  change({ readings: [aReading("value", false)] });
  expect(group()).toHaveTextContent("Off");
  expect(document.querySelector<HTMLElement>(".chip")?.style.color).toBe("");
});

test("a hostile rule is text", () => {
  const rules = [{ when: "otherwise", text: "<img src=x onerror=alert(1)>" }];
  show([aReading("value", 1)], { tile: { ...tile, options: { rules } } });
  expect(group()).toHaveTextContent("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img")).toBeNull();
});

test("a dash stands for no value, and words say so", () => {
  show([]);
  expect(group()).toHaveTextContent("–");
  expect(group()).toHaveTextContent("No value yet");
});

test("keeps the last good value beside a problem", () => {
  show([aProblem("value", { kind: "notJson", excerpt: "{oops" }, 24)]);
  expect(group()).toHaveTextContent("24");
  expect(group()).toHaveTextContent("“{oops” is not JSON");
});

test("a sparkline is drawn for numbers only, without axes, for the last hour", async () => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(150);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(44);
  show([aReading("value", 24.6)]);
  expect(screen.getByRole("img", { name: "Air temperature, last hour. 24.6 °C" })).toBeVisible();
  await waitFor(() => expect(call).toHaveBeenCalled());
  expect(vi.mocked(call).mock.calls[0]).toMatchObject([
    "draw_chart",
    {
      request: {
        axes: false,
        range: { kind: "last", seconds: 3_600, exact: false },
        width: 150,
        height: 44,
        series: [{ binding: "tile/value", style: "area" }],
      },
    },
  ]);
});

test.each([
  ["a text", [aReading("value", "open")], {}],
  ["a tile that wants none", [aReading("value", 1)], { options: { sparkline: false } }],
])("there is no sparkline for %s", (_, readings, over) => {
  show(readings, { tile: { ...tile, ...over } });
  expect(screen.queryByRole("img")).toBeNull();
});

test("an active alert is outlined and said in words, beside the value", () => {
  show([aReading("value", 34)], { alert: "Above 30 for 12 min" });
  expect(group()).toHaveClass("alert");
  expect(group()).toHaveTextContent("34°C");
  expect(group()).toHaveTextContent("Above 30 for 12 min");
});
