import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChartRequest, ChartScales, MomentRequest } from "../../../lib/bindings/api";
import { call } from "../../../lib/call";
import { showTile } from "../../mounting";
import { aBinding, aReading, aTile, NOW, type Seen } from "../../testing";
import { seriesOf } from "../../past/series";
import { fewSpans } from "../../past/spans";
import Tile from "./Tile.svelte";

vi.mock("../../../lib/call", () => ({ call: vi.fn() }));

const tile = aTile("chart", {
  title: "Climate",
  accent: "coral",
  bindings: { series1: aBinding({ unit: "°C" }), series2: aBinding({ unit: "°C" }) },
  options: { label1: "Air", label2: "Soil", style: "step", spanSeconds: 21_600 },
});
const readings = [aReading("series1", 24.6), aReading("series2", 19.2)];
const show = (seen: Partial<Seen> = {}) => showTile(Tile, { tile, readings, ...seen });
const scales = {
  left: 40,
  top: 10,
  right: 300,
  bottom: 110,
  from: NOW - 3_600_000,
  to: NOW,
  leftAxis: { minimum: 0, maximum: 30, logarithmic: false },
  rightAxis: null,
  samples: 4,
  empty: false,
  every: null,
};
const picture = (id: string, more: Partial<ChartScales> = {}) =>
  new TextEncoder().encode(
    `${JSON.stringify({ ...scales, ...more })}\n<svg xmlns="http://www.w3.org/2000/svg" width="320" height="140" viewBox="0 0 320 140"><polyline stroke="#808080" points="40,60 300,10"/><text>${id}</text></svg>`,
  ).buffer as ArrayBuffer;
const requests = () =>
  vi
    .mocked(call)
    .mock.calls.filter(([name]) => name === "draw_chart")
    .map((args) => (args[1] as { request: ChartRequest }).request);
const moments = ({ bindings, at }: MomentRequest) =>
  bindings.map((binding, index) => ({
    binding,
    value: { type: "number", value: 20 + index },
    at,
    lowest: null,
    highest: null,
  }));
/** The engine draws this, or does not. */
function draws(answer: () => ArrayBuffer) {
  vi.mocked(call)
    .mockReset()
    .mockImplementation((name, args) => {
      const { request } = args as { request: MomentRequest };
      return Promise.resolve().then(() => (name === "chart_moment" ? moments(request) : answer()) as never);
    });
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(320);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(140);
  draws(() => picture("first"));
});
afterEach(() => {
  vi.useRealTimers();
  delete document.documentElement.dataset["theme"];
});

test("asks for a picture of all its series, as large as its place, in its style", async () => {
  show();
  await waitFor(() => expect(screen.getByText("first")).toBeInTheDocument());
  expect(requests()[0]).toMatchObject({
    width: 320,
    height: 140,
    range: { kind: "last", seconds: 21_600, exact: false },
    left: { unit: "°C" },
    right: null,
    axes: true,
    series: [
      { binding: "tile/series1", style: "step" },
      { binding: "tile/series2", style: "step" },
    ],
  });
});

test("the legend has the newest values, and so has its accessible name", () => {
  show();
  expect(screen.getAllByRole("listitem").map((item) => item.textContent?.trim())).toEqual([
    "Air 24.6 °C",
    "Soil 19.2 °C",
  ]);
  expect(screen.getByRole("img", { name: "Climate. Last 6 hours. Air 24.6 °C, Soil 19.2 °C" })).toBeInTheDocument();
});

test("a span is chosen on the tile, drawn at once and kept", async () => {
  const { context } = show();
  expect(screen.getByRole("button", { name: "Last 6 hours" })).toHaveAttribute("aria-pressed", "true");
  await waitFor(() => expect(requests()).toHaveLength(1));
  await fireEvent.click(screen.getByRole("button", { name: "Last 7 days" }));
  await waitFor(() => expect(requests().at(-1)?.range).toMatchObject({ seconds: 604_800 }));
  expect(screen.getByRole("button", { name: "Last 7 days" })).toHaveAttribute("aria-pressed", "true");
  expect(context.saved).toEqual({ spanSeconds: 604_800 });
});

test("new samples are drawn at most once a second, and nothing is drawn without", async () => {
  vi.useFakeTimers();
  const { change } = show();
  await vi.advanceTimersByTimeAsync(5_000);
  const before = requests().length;
  for (let i = 1; i <= 20; i++) change({ readings: [aReading("series1", i, { at: NOW + i })] });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(requests().length - before).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests().length - before).toBe(2);
});

test("keeps the old picture until the new one is there, and when it does not come", async () => {
  show();
  await screen.findByText("first");
  draws(() => {
    throw new Error("gone");
  });
  await fireEvent.click(screen.getByRole("button", { name: "Last hour" }));
  await waitFor(() => expect(requests()).toHaveLength(1));
  expect(screen.getByText("first")).toBeInTheDocument();
  draws(() => picture("second"));
  await fireEvent.click(screen.getByRole("button", { name: "Last 7 days" }));
  await screen.findByText("second");
  expect(screen.queryByText("first")).toBeNull();
});

test("another theme is another picture", async () => {
  show();
  await screen.findByText("first");
  draws(() => picture("light"));
  document.documentElement.dataset["theme"] = "light";
  await screen.findByText("light");
});

test("says when there is nothing to draw yet", async () => {
  draws(() => picture("empty", { samples: 0, empty: true }));
  show({ readings: [] });
  expect(await screen.findByText("Nothing to draw yet")).toBeInTheDocument();
});

test.each([
  ["there is no history", { code: "noHistory", detail: { message: "damaged" } }, "There is no history now"],
  ["something else is wrong", { code: "internal", detail: { message: "x" } }, "The chart could not be drawn."],
])("says why nothing is drawn when %s", async (_, cause, words) => {
  draws(() => {
    throw cause;
  });
  show();
  expect(await screen.findByText(words)).toBeInTheDocument();
});

test("a state that held all the time has no samples, and is drawn and can be pointed at", async () => {
  draws(() => picture("held", { samples: 0 }));
  show({ readings: [] });
  expect(await screen.findByRole("slider", { name: "Climate, values at a moment" })).toBeInTheDocument();
  expect(screen.queryByText("Nothing to draw yet")).toBeNull();
});

test("the crosshair tells the moment under the pointer, and what every series said then", async () => {
  show();
  await screen.findByText("first");
  const area = await screen.findByRole("slider", { name: "Climate, values at a moment" });
  await fireEvent.pointerMove(area, { clientX: 300 });
  expect(document.querySelector("time")).toHaveAttribute("datetime", new Date(NOW).toISOString());
  await waitFor(() => expect(area).toHaveTextContent("20.0 °C"));
  expect(area).toHaveTextContent("21.0 °C");
  await fireEvent.pointerMove(area, { clientX: 20 });
  expect(document.querySelector("time")).toBeNull();
});

test("arrow keys move the crosshair, what is there is spoken, Escape takes it away", async () => {
  show();
  const area = await screen.findByRole("slider", { name: "Climate, values at a moment" });
  expect(area).toHaveAttribute("tabindex", "0");
  expect(area).toHaveAttribute("aria-valuetext", "Arrow keys choose a moment");
  await fireEvent.keyDown(area, { key: "End" });
  expect(document.querySelector("time")).toHaveAttribute("datetime", new Date(NOW).toISOString());
  await waitFor(() =>
    expect(area).toHaveAttribute("aria-valuetext", expect.stringMatching(/: Air 20\.0 °C, Soil 21\.0 °C/)),
  );
  await fireEvent.keyDown(area, { key: "ArrowRight" });
  expect(document.querySelector("time")).toHaveAttribute("datetime", new Date(NOW).toISOString());
  await fireEvent.keyDown(area, { key: "ArrowLeft" });
  expect(document.querySelector("time")).toHaveAttribute("datetime", new Date(NOW - 60_000).toISOString());
  await fireEvent.keyDown(area, { key: "Escape" });
  expect(document.querySelector("time")).toBeNull();
});

test("a tile that is gone asks for nothing more", async () => {
  vi.useFakeTimers();
  const { change, remove } = show();
  await vi.advanceTimersByTimeAsync(2_000);
  change({ readings: [aReading("series1", 1, { at: NOW + 1 })] });
  change({ readings: [aReading("series1", 2, { at: NOW + 2 })] });
  remove();
  const before = requests().length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests()).toHaveLength(before);
});

test("series without a label have a number, and neighbours other colours", () => {
  const series = seriesOf({ ...tile, options: {} });
  expect(series.map((it) => it.label)).toEqual(["Series 1", "Series 2"]);
  expect(new Set(series.map((it) => it.accent)).size).toBe(2);
  expect(series[0]?.accent).toBe("coral");
});

const only = { ...tile, bindings: { series1: aBinding({ unit: "°C" }) }, options: {} };

test("an only series that nobody named is called as its tile, which need not say it twice", () => {
  expect(seriesOf(only).map((it) => it.label)).toEqual(["Climate"]);
  expect(seriesOf({ ...only, options: { label1: "Air" } }).map((it) => it.label)).toEqual(["Air"]);
  show({ tile: only });
  expect(screen.getByRole("listitem").textContent?.trim()).toBe("24.6 °C");
  expect(screen.getByRole("img", { name: /Climate 24.6 °C/ })).toBeInTheDocument();
});

const meter = { ...only, options: { plot: "bars", every: "day", measure: "delta" } };

test("of bars the newest is told, not the meter that they are made from", async () => {
  draws(() => picture("bars", { every: "day" }));
  show({ tile: meter });
  await waitFor(() => expect(screen.getByRole("listitem").textContent?.trim()).toBe("20.0 °C today"));
  expect(vi.mocked(call)).toHaveBeenCalledWith("chart_moment", {
    request: expect.objectContaining({
      at: NOW - 1,
      bars: expect.objectContaining({ every: "day", measure: "delta" }) as unknown,
    }) as unknown,
  });
});

test("bars show a time that has a few of them, and offer none that has not", async () => {
  show({ tile: { ...meter, options: { ...meter.options, spanSeconds: 3_600 } } });
  await waitFor(() => expect(requests()[0]?.range).toMatchObject({ seconds: 604_800 }));
  expect(screen.getAllByRole("button", { name: /^Last/ }).map((it) => it.textContent)).toEqual(["7 d", "30 d"]);
});

test("asks once for what it has not drawn yet", async () => {
  vi.useFakeTimers();
  show();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(requests()).toHaveLength(1);
});

test("its own span stands among the few that a tile has room for", () => {
  expect(fewSpans(3_600)).toEqual([3_600, 86_400, 604_800, 2_592_000]);
  expect(fewSpans(21_600)).toEqual([3_600, 21_600, 604_800, 2_592_000]);
  expect(fewSpans(60)).toEqual([60, 86_400, 604_800, 2_592_000]);
});

test("a button and a double click open the full view", async () => {
  const { context } = show();
  await fireEvent.click(screen.getByRole("button", { name: "Climate history" }));
  await fireEvent.dblClick(await screen.findByRole("slider", { name: "Climate, values at a moment" }));
  expect(context.looked).toBe(2);
});

test("there is no way to the full view in edit mode", () => {
  show({ editing: true });
  expect(screen.queryByRole("button", { name: "Climate history" })).toBeNull();
});
