// Of bars, every number on the screen speaks of the bars and not of the meter that they are made from.
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aBinding, aTile } from "../../tiles/testing";
import { layOut, leave, open, pictures, plot, press, shown, statistics, view } from "../../test/history";

beforeEach(layOut);
afterEach(leave);

const DAY = 86_400_000;
const today = new Date(2026, 10, 11).getTime();

const meter = (measure = "delta") =>
  aTile("chart", {
    id: "meter",
    title: "Meter",
    bindings: { series1: aBinding({ topic: "meter", unit: "kWh" }) },
    options: { plot: "bars", every: "day", measure, spanSeconds: 604_800 },
  });
const bars = { every: "day", measure: "delta", back: null };

test("the crosshair is on a bar: its day, and how high it is", async () => {
  const host = await open([meter()], ({ answers }) => {
    answers.chart_moment = () => [
      {
        binding: "meter/series1",
        value: { type: "number", value: 10.4 },
        at: today,
        until: today + DAY,
        lowest: null,
        highest: null,
      },
    ];
  });
  await shown();
  const area = await plot();
  await fireEvent.keyDown(area, { key: "ArrowLeft" });
  await waitFor(() => expect(area.querySelector("time")).toHaveTextContent(/Wed, Nov 11|Wed 11 Nov|Wed, 11 Nov/));
  expect(area).toHaveTextContent("10.4 kWh");
  expect(host.askedFor("chart_moment").at(-1)?.request.bars).toMatchObject(bars);
  expect(area.querySelector("i")).toBeNull();
});

test("what is drawn behind is asked of the same bar, of so long before", async () => {
  const host = await open([meter()]);
  await shown();
  await fireEvent.click(view().getByRole("radio", { name: "Week before" }));
  await waitFor(() => expect(pictures(host).at(-1)?.compare).toBe("week"));
  await fireEvent.keyDown(await plot(), { key: "ArrowLeft" });
  await waitFor(() => {
    const [now, before] = host.askedFor("chart_moment").slice(-2);
    expect([now?.request.bars?.back, before?.request.bars?.back]).toEqual([null, "week"]);
    expect(before?.request.at).toBe(now?.request.at);
  });
});

test("the legend tells the newest bar, lowest, mean and highest of them, and what they are together", async () => {
  const host = await open([meter()], ({ answers }) => {
    const numbers = { minimum: 8.5, maximum: 12, mean: 10.5, first: 9, last: 3.2, change: -5.8 };
    answers.chart_statistics = () => [
      statistics("meter/series1", { samples: 1_440, numbers, total: 68.3, timeWeightedMean: null }),
    ];
  });
  await shown();
  const legend = await view().findByRole("list");
  await waitFor(() => expect(legend).toHaveTextContent(/3\.2\s*kWh/));
  const of = (name: string) => within(legend).getByText(name).nextElementSibling;
  expect(of("Lowest")).toHaveTextContent("8.5 kWh");
  expect(of("Mean")).toHaveTextContent("10.5 kWh");
  expect(of("Total")).toHaveTextContent("68.3 kWh");
  expect(within(legend).queryByText("Change")).toBeNull();
  expect(host.askedFor("chart_statistics").at(-1)?.request.bars).toMatchObject(bars);
});

test("a row of the table is a bar", async () => {
  const host = await open([meter()], ({ answers }) => {
    answers.chart_table = () => ({
      exact: false,
      every: "day",
      rows: [today - DAY, today].map((at, row) => ({
        at,
        cells: [{ value: { type: "number", value: 10 + row }, lowest: null, highest: null, mean: null }],
      })),
    });
  });
  await shown();
  await press("Table");
  const table = await screen.findByRole("table", { name: /A row for each day: its bar\./ });
  const [, newest] = within(table).getAllByRole("row");
  expect(newest).toHaveTextContent(/Nov 11|11 Nov/);
  expect(newest).toHaveTextContent("11 kWh");
  expect(newest).not.toHaveTextContent(/\d:\d\d/);
  expect(host.askedFor("chart_table").at(-1)?.request.bars).toMatchObject(bars);
});

test("how many values came is no quantity of what they measure", async () => {
  await open([meter("count")], ({ answers }) => {
    const numbers = { minimum: 3, maximum: 5, mean: 4, first: 3, last: 5, change: 2 };
    answers.chart_statistics = () => [statistics("meter/series1", { numbers, total: 8 })];
  });
  await shown();
  const legend = await view().findByRole("list");
  await waitFor(() => expect(within(legend).getByText("Total").nextElementSibling).toHaveTextContent(/^8$/));
  expect(legend).not.toHaveTextContent("kWh");
});
