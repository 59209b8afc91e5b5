import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drawn } from "../../host/fake/picture";
import { chartLocale } from "../../lib/chart/locale";
import { start } from "../../test/app";
import {
  air,
  climate,
  layer,
  layOut,
  leave,
  open,
  pictures,
  press,
  pump,
  reading,
  shown,
  statistics,
  view,
} from "../../test/history";

beforeEach(layOut);
afterEach(leave);

const shell = () => document.querySelector<HTMLElement>(".shell");
const dialog = () => screen.queryByRole("dialog");
const rows = () => within(screen.getByRole("table")).getAllByRole("row").slice(1);

test("a tap on a value tile opens its history, and the way back closes it and gives the focus back", async () => {
  await start([air()]);
  const opener = await screen.findByRole("button", { name: "Air history" });
  opener.focus();
  await fireEvent.click(opener);
  expect(await screen.findByRole("dialog", { name: "Air history" })).toBeInTheDocument();
  expect(location.hash).toBe("#/home/tile/air/history");
  expect(screen.getByRole("heading", { name: "Air history" })).toHaveFocus();
  history.back();
  await waitFor(() => expect(dialog()).toBeNull());
  expect(location.hash).not.toContain("history");
  await waitFor(() => expect(opener).toHaveFocus());
});

test("Close history goes back too, and what lies under the view is inert while it is open", async () => {
  await start([air()]);
  await fireEvent.click(await screen.findByRole("button", { name: "Air history" }));
  await screen.findByRole("dialog");
  expect(shell()?.inert).toBe(true);
  await press("Close history");
  await waitFor(() => expect(dialog()).toBeNull());
  expect(shell()?.inert).toBe(false);
});

test("a link to a tile that is gone leads home, and says so", async () => {
  await start([air()]);
  location.hash = "#/home/tile/nobody/history";
  await waitFor(() => expect(location.hash).toBe("#/home"));
  expect(await screen.findByText("This tile is not there any more")).toBeInTheDocument();
  expect(dialog()).toBeNull();
});

test("every range asks for its picture", async () => {
  const host = await open([air()]);
  await shown();
  expect(pictures(host).at(-1)?.range).toEqual({ kind: "last", seconds: 86_400, exact: false });
  for (const [name, seconds] of [
    ["Last 15 minutes", 900],
    ["Last hour", 3_600],
    ["Last 6 hours", 21_600],
    ["Last 7 days", 604_800],
    ["Last 30 days", 2_592_000],
    ["Last year", 31_536_000],
  ] as const) {
    await press(name);
    await waitFor(() => expect(pictures(host).at(-1)?.range).toEqual({ kind: "last", seconds, exact: false }));
    expect(view().getByRole("button", { name })).toHaveAttribute("aria-pressed", "true");
  }
});

test("a custom range is between two moments, Live leaves it, and a wrong one is told", async () => {
  const host = await open([air()]);
  await shown();
  await press("Custom…");
  await fireEvent.input(screen.getByLabelText("From"), { target: { value: "2026-01-02T10:00" } });
  await fireEvent.input(screen.getByLabelText("To"), { target: { value: "2026-01-02T09:00" } });
  await press("Show");
  expect(screen.getByText("The end must be after the beginning.")).toBeInTheDocument();
  await fireEvent.input(screen.getByLabelText("To"), { target: { value: "2026-01-03T09:00" } });
  await press("Show");
  const local = (text: string) => new Date(text).getTime();
  await waitFor(() =>
    expect(pictures(host).at(-1)?.range).toEqual({
      kind: "between",
      from: local("2026-01-02T10:00"),
      to: local("2026-01-03T09:00"),
    }),
  );
  await press("Live");
  await waitFor(() => expect(pictures(host).at(-1)?.range.kind).toBe("last"));
});

test("the legend has each series' numbers in the range, and takes a series out of the picture and back", async () => {
  const host = await open([climate()], ({ answers }) => {
    answers.chart_statistics = ({ request }) => request.bindings.map((binding) => statistics(binding));
  });
  await shown();
  const inside = view().getByRole("button", { name: "Inside" });
  const item = within(view().getAllByRole("listitem")[0] as HTMLElement);
  await waitFor(() => expect(item.getByText("Mean").nextElementSibling).toHaveTextContent("21.5 °C"));
  expect(item.getByText("Lowest").nextElementSibling).toHaveTextContent("18 °C");
  expect(item.getByText("Highest").nextElementSibling).toHaveTextContent("25 °C");
  expect(item.getByText("Change").nextElementSibling).toHaveTextContent("+5 °C");
  expect(inside).toHaveAttribute("aria-pressed", "true");
  await fireEvent.click(inside);
  await waitFor(() =>
    expect(
      pictures(host)
        .at(-1)
        ?.series.map((it) => it.binding),
    ).toEqual(["climate/series2"]),
  );
  expect(inside).toHaveAttribute("aria-pressed", "false");
  await fireEvent.click(view().getByRole("button", { name: "Outside" }));
  expect(await screen.findByText("All series are hidden.")).toBeInTheDocument();
  expect(layer()?.querySelector("svg")).toBeNull();
  await fireEvent.click(inside);
  await waitFor(() => expect(pictures(host).at(-1)?.series[0]?.binding).toBe("climate/series1"));
});

test("the day and the week before are asked for", async () => {
  const host = await open([climate()]);
  await shown();
  await fireEvent.click(view().getByRole("radio", { name: "Day before" }));
  await waitFor(() => expect(pictures(host).at(-1)?.compare).toBe("day"));
  await fireEvent.click(view().getByRole("radio", { name: "Week before" }));
  await waitFor(() => expect(pictures(host).at(-1)?.compare).toBe("week"));
  await fireEvent.click(view().getByRole("radio", { name: "Off" }));
  await waitFor(() => expect(pictures(host).at(-1)?.compare).toBeNull());
});

test("the table has the same values, of the same range and series, the newest on top", async () => {
  const host = await open([climate()], ({ answers }) => {
    answers.chart_table = () => ({
      exact: true,
      every: null,
      rows: [1, 2].map((at) => ({
        at: Date.UTC(2026, 0, at),
        cells: [{ value: { type: "number", value: 20 + at }, lowest: null, highest: null, mean: null }, null],
      })),
    });
  });
  await shown();
  await press("Table");
  expect(await screen.findByRole("table", { name: /^Climate, Last hour/ })).toBeInTheDocument();
  expect(host.askedFor("chart_table").at(-1)).toEqual({
    request: {
      bindings: ["climate/series1", "climate/series2"],
      range: { kind: "last", seconds: 3_600, exact: false },
      rows: 200,
      timeZone: chartLocale().timeZone,
      bars: null,
    },
  });
  expect(
    view()
      .getAllByRole("columnheader")
      .map((it) => it.textContent),
  ).toEqual(["Time", "Inside", "Outside"]);
  expect(rows().map((row) => within(row).getAllByRole("cell")[0]?.textContent?.trim())).toEqual(["22 °C", "21 °C"]);
  await press("Table");
  expect(screen.queryByRole("table")).toBeNull();
});

test("a row of the table that is longer than a moment tells its mean, lowest and highest", async () => {
  await open([climate()], ({ answers }) => {
    answers.chart_table = () => ({
      exact: false,
      every: null,
      rows: [0, 60_000].map((at) => ({
        at,
        cells: [{ value: { type: "number", value: 3 }, lowest: 1, highest: 4, mean: 2.5 }, null],
      })),
    });
  });
  await press("Table");
  await screen.findByRole("table", { name: /Each row is 1 min long/ });
  expect(rows()[0]).toHaveTextContent(/2\.5 °C\s*1 to 4/);
});

test("a switch has a row of states, and the time in each", async () => {
  const host = await open([pump()], ({ answers }) => {
    answers.chart_statistics = () => [
      statistics("pump/state", {
        numbers: null,
        timeWeightedMean: null,
        states: [
          { value: { type: "onOff", value: true }, millis: 3 * 3_600_000 },
          { value: { type: "onOff", value: false }, millis: 3_600_000 },
        ],
        changes: 7,
      }),
    ];
  });
  await shown();
  expect(pictures(host).at(-1)).toMatchObject({ plot: { kind: "timeline" }, series: [{ binding: "pump/state" }] });
  const states = await screen.findByRole("list", { name: "Pump, time in each state" });
  expect(states).toHaveTextContent(/On 3 h · 75%/);
  expect(states).toHaveTextContent(/Off 1 h · 25%/);
  expect(states).toHaveTextContent("7 changes");
  expect(screen.queryByRole("radiogroup", { name: "Compare" })).toBeNull();
});

test("a state that held from before the range has its time, and nothing says that there is none", async () => {
  await open([pump()], ({ answers }) => {
    const off = { value: { type: "onOff", value: false } as const, millis: 86_400_000 };
    answers.chart_statistics = () => [
      statistics("pump/state", { samples: 0, numbers: null, timeWeightedMean: null, states: [off], changes: 0 }),
    ];
    answers.draw_chart = ({ request }) => drawn(request, { samples: 0, empty: false });
  });
  await shown();
  expect(await screen.findByRole("list", { name: "Pump, time in each state" })).toHaveTextContent(/Off 1 d · 100%/);
  expect(screen.queryByText("No values in this range")).toBeNull();
  expect(screen.queryByText("Nothing was recorded in this time.")).toBeNull();
});

test("a number that held from before the range has its mean, and dashes where no sample is", async () => {
  await open([air()], ({ answers }) => {
    answers.chart_statistics = () => [statistics("air/value", { samples: 0, numbers: null })];
  });
  await shown();
  const of = async (name: string) => (await view().findByText(name)).nextElementSibling;
  expect(await of("Mean")).toHaveTextContent("21.5");
  for (const name of ["Lowest", "Highest", "Last", "Change"]) expect(await of(name)).toHaveTextContent("–");
});

test("a range in which nothing was says so, in the legend and in place of the picture", async () => {
  await open([air()], ({ answers }) => {
    answers.chart_statistics = () => [statistics("air/value", { samples: 0, numbers: null, timeWeightedMean: null })];
    answers.draw_chart = ({ request }) => drawn(request, { samples: 0, empty: true });
  });
  await shown();
  expect(await screen.findByText("No values in this range")).toBeInTheDocument();
  expect(await screen.findByText("Nothing was recorded in this time.")).toBeInTheDocument();
});

test("what a value turns out to be decides what is drawn", async () => {
  const host = await open([air()]);
  await shown();
  expect(pictures(host).at(-1)?.plot.kind).toBe("lines");
  host.push({ readings: [reading("air/value", { type: "text", value: "open" })] });
  await waitFor(() => expect(pictures(host).at(-1)?.plot.kind).toBe("timeline"));
});

test("the availability of a device is no history of the tile", async () => {
  const tile = air();
  const more = { ...tile.bindings["value"], topic: "farm/online" } as (typeof tile.bindings)[string];
  const host = await open([{ ...tile, bindings: { ...tile.bindings, availability: more } }]);
  await shown();
  expect(
    pictures(host)
      .at(-1)
      ?.series.map((it) => it.binding),
  ).toEqual(["air/value"]);
});

test("a history that has not begun says so", async () => {
  await open([air()], ({ answers }) => {
    answers.history_extent = () => null;
    answers.draw_chart = () => new Promise(() => undefined);
  });
  expect(await screen.findByText(/^Every value that comes from now on/)).toBeInTheDocument();
});

test.each(["draw_chart", "chart_statistics"] as const)(
  "where there is no history at all the view says so and why, and offers no other try (%s)",
  async (name) => {
    await open([air()], ({ answers }) => {
      const gone = { code: "noHistory", detail: { message: "file is not a database" } };
      Object.assign(answers, { [name]: () => Promise.reject(gone) });
    });
    expect(await view().findByRole("heading", { name: "There is no history now" })).toBeInTheDocument();
    expect(view().getByText(/could not be opened.*“file is not a database”/)).toBeInTheDocument();
    expect(view().queryByRole("button", { name: "Try again" })).toBeNull();
    await press("Table");
    expect(view().getByRole("heading", { name: "There is no history now" })).toBeInTheDocument();
  },
);

test("a picture that did not come says why, and another try draws it", async () => {
  let broken = true;
  const host = await open([air()], ({ answers }) => {
    const draw = answers.draw_chart;
    answers.draw_chart = (args) => {
      if (broken) return Promise.reject({ code: "internal", detail: { message: "no disk" } });
      return draw ? draw(args) : new ArrayBuffer();
    };
  });
  expect(await screen.findByRole("alert")).toHaveTextContent("The chart could not be drawn");
  broken = false;
  host.answers.draw_chart = undefined as never;
  await press("Try again");
  await shown();
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});
