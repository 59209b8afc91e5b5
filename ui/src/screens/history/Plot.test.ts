import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChartRange } from "../../lib/bindings/api";
import {
  air,
  climate,
  holdPictures,
  layer,
  layOut,
  leave,
  moment,
  open,
  pictures,
  PLOT,
  press,
  shown,
  view,
} from "../../test/history";

beforeEach(layOut);
afterEach(leave);

const finger = (pointerId: number, clientX: number, pointerType = "touch") => ({
  pointerId,
  pointerType,
  clientX,
  clientY: 100,
  button: 0,
  buttons: 1,
  isPrimary: pointerId === 1,
});
const at = (share: number) => PLOT.left + share * PLOT.width;
const length = (range: ChartRange | undefined) => (range?.kind === "between" ? range.to - range.from : undefined);
const HOUR = 3_600_000;

async function drag(area: HTMLElement, from: number, to: number) {
  await fireEvent.pointerDown(area, finger(1, at(from), "mouse"));
  await fireEvent.pointerMove(area, finger(1, at(to), "mouse"));
}

test("the picture follows the finger at once, is asked for meanwhile, and lies straight when the new one is there", async () => {
  const host = await open([climate()]);
  const area = await shown();
  const held = holdPictures(host);
  const before = pictures(host).length;
  await drag(area, 0.2, 0.7);
  expect(layer()).toHaveAttribute("data-moved");
  expect(layer()?.style.transform).toBe("translateX(300.00px) scaleX(1.00000)");
  const old = layer()?.querySelector("svg");
  await waitFor(() => expect(pictures(host)).toHaveLength(before + 1));
  const range = pictures(host).at(-1)?.range;
  expect(range?.kind).toBe("between");
  expect(length(range)).toBeCloseTo(HOUR, -2);
  expect(layer()?.querySelector("svg")).toBe(old);
  held.release();
  await waitFor(() => expect(layer()).not.toHaveAttribute("data-moved"));
  expect(layer()?.querySelector("svg")).not.toBe(old);
});

test("while one picture is under way no other is asked for, and then only the newest", async () => {
  const host = await open([climate()]);
  const area = await shown();
  const held = holdPictures(host);
  const before = pictures(host).length;
  await drag(area, 0.1, 0.2);
  for (const share of [0.3, 0.4, 0.5]) await fireEvent.pointerMove(area, finger(1, at(share), "mouse"));
  expect(pictures(host)).toHaveLength(before + 1);
  held.release();
  await waitFor(() => expect(pictures(host)).toHaveLength(before + 2));
  const [first, second] = pictures(host).slice(-2);
  if (first?.range.kind !== "between" || second?.range.kind !== "between") throw new Error("no fixed range");
  // From a tenth of the plot's width to four tenths.
  expect((first.range.from - second.range.from) / HOUR).toBeCloseTo(0.3, 2);
  held.release();
});

test("the wheel zooms around the pointer", async () => {
  const host = await open([climate()]);
  const area = await shown();
  await fireEvent.wheel(area, { deltaY: -100, clientX: at(0.25) });
  await waitFor(() => expect(length(pictures(host).at(-1)?.range)).toBeLessThan(HOUR * 0.9));
  const range = pictures(host).at(-1)?.range;
  if (range?.kind !== "between") throw new Error("no fixed range");
  const under = range.from + 0.25 * (range.to - range.from);
  expect(Math.abs(under - (Date.now() - 0.75 * HOUR))).toBeLessThan(60_000);
});

test("the wheel sideways moves along", async () => {
  const host = await open([climate()]);
  const area = await shown();
  await fireEvent.wheel(area, { deltaX: -300, clientX: at(0.5) });
  await waitFor(() => expect(length(pictures(host).at(-1)?.range)).toBeCloseTo(HOUR, -2));
  const range = pictures(host).at(-1)?.range;
  expect(range?.kind === "between" && Date.now() - range.to).toBeGreaterThan(HOUR * 0.45);
});

test("two fingers apart zoom in", async () => {
  const host = await open([climate()]);
  const area = await shown();
  await fireEvent.pointerDown(area, finger(1, at(0.4)));
  await fireEvent.pointerDown(area, finger(2, at(0.6)));
  await fireEvent.pointerMove(area, finger(1, at(0.3)));
  await fireEvent.pointerMove(area, finger(2, at(0.7)));
  await waitFor(() => expect(length(pictures(host).at(-1)?.range)).toBeCloseTo(HOUR / 2, -3));
});

test("a double click goes back to live", async () => {
  const host = await open([climate()]);
  const area = await shown();
  await fireEvent.wheel(area, { deltaY: -100, clientX: at(0.5) });
  await waitFor(() => expect(view().getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "false"));
  await fireEvent.dblClick(area);
  expect(view().getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "true");
  await waitFor(() => expect(pictures(host).at(-1)?.range).toEqual({ kind: "last", seconds: 3_600, exact: false }));
});

test("so do two taps, of which the first shows the crosshair", async () => {
  await open([climate()]);
  const area = await shown();
  await press("Last 6 hours");
  await fireEvent.wheel(area, { deltaY: -100, clientX: at(0.5) });
  for (let tap = 0; tap < 2; tap++) {
    await fireEvent.pointerDown(area, finger(1, at(0.5)));
    await fireEvent.pointerUp(area, finger(1, at(0.5)));
    if (tap === 0) expect(area.querySelector("time")).not.toBeNull();
  }
  expect(view().getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "true");
  expect(view().getByRole("button", { name: "Last 6 hours" })).toHaveAttribute("aria-pressed", "true");
});

test("nobody gets lost in the future", async () => {
  const host = await open([climate()]);
  const area = await shown();
  await drag(area, 1, 0);
  await waitFor(() => expect(pictures(host).at(-1)?.range.kind).toBe("between"));
  const range = pictures(host).at(-1)?.range;
  expect(range?.kind === "between" && range.to - Date.now()).toBeLessThan(HOUR * 0.11);
});

test("the crosshair tells all values at its time, on the line and in the legend", async () => {
  const host = await open([climate()], ({ answers }) => {
    answers.chart_moment = ({ request }) => [
      moment("climate/series1", 21.5, request.at),
      moment("climate/series2", 4.25, request.at),
    ];
  });
  const area = await shown();
  await fireEvent.pointerMove(area, { ...finger(1, at(0.5), "mouse"), buttons: 0 });
  await waitFor(() => expect(area).toHaveTextContent(/Inside\s*21\.5 °C\s*Outside\s*4\.25 °C/));
  expect(area).toHaveAttribute("aria-valuetext", expect.stringMatching(/: Inside 21\.5 °C, Outside 4\.25 °C$/));
  const { request } = host.askedFor("chart_moment").at(-1) ?? {};
  expect(Math.abs((request?.at ?? 0) - (Date.now() - HOUR / 2))).toBeLessThan(60_000);
  expect(request?.around).toBe(HOUR / PLOT.width);
  expect(view().getByRole("list")).toHaveTextContent("21.5");
  await fireEvent.pointerLeave(area, finger(1, at(0.5), "mouse"));
  expect(area.querySelector("time")).toBeNull();
});

test("what is drawn dashed is told at the crosshair and in the legend, of as late on the day before", async () => {
  const host = await open([climate()], ({ answers }) => {
    answers.chart_moment = ({ request }) => {
      const past = Date.now() - request.at > 12 * HOUR;
      return [moment("climate/series1", past ? 18.5 : 21.5, request.at)];
    };
  });
  const area = await shown();
  expect(view().queryByText("Dashed: the day before")).toBeNull();
  await fireEvent.click(view().getByRole("radio", { name: "Day before" }));
  await view().findByText("Dashed: the day before");
  await fireEvent.pointerMove(area, { ...finger(1, at(0.5), "mouse"), buttons: 0 });
  await waitFor(() => expect(area).toHaveTextContent(/Inside\s*21\.5 °C\s*Day before\s*18\.5 °C/));
  expect(area).toHaveAttribute("aria-valuetext", expect.stringMatching(/: Inside 21\.5 °C, Day before 18\.5 °C$/));
  expect(view().getByRole("list")).toHaveTextContent("Day before 18.5 °C");
  const asked = host.askedFor("chart_moment").map(({ request }) => request.at);
  const day = (ms: number) => new Date(ms).getDate();
  expect(day(Math.min(...asked))).not.toBe(day(Math.max(...asked)));
  await fireEvent.click(view().getByRole("radio", { name: "Off" }));
  await waitFor(() => expect(area).not.toHaveTextContent("Day before"));
});

test("arrow keys move the crosshair, Escape takes it away and then closes the view", async () => {
  await open([air()]);
  const area = await shown();
  area.focus();
  await fireEvent.keyDown(area, { key: "ArrowLeft" });
  const first = area.querySelector("time")?.dateTime ?? "";
  await fireEvent.keyDown(area, { key: "ArrowLeft" });
  expect((area.querySelector("time")?.dateTime ?? "") < first).toBe(true);
  await fireEvent.keyDown(area, { key: "Escape" });
  expect(area.querySelector("time")).toBeNull();
  expect(screen.getByRole("dialog")).toBeInTheDocument();
  await fireEvent.keyDown(area, { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("plus and minus zoom, brackets and Shift with arrows move along, 0 goes back to live", async () => {
  const host = await open([climate()]);
  const area = await shown();
  await fireEvent.keyDown(area, { key: "+" });
  await waitFor(() => expect(length(pictures(host).at(-1)?.range)).toBeCloseTo(HOUR / 1.5, -3));
  await fireEvent.keyDown(area, { key: "-" });
  await waitFor(() => expect(length(pictures(host).at(-1)?.range)).toBeCloseTo(HOUR, -3));
  const from = () => {
    const range = pictures(host).at(-1)?.range;
    return range?.kind === "between" ? range.from : 0;
  };
  const start = from();
  await fireEvent.keyDown(area, { key: "[" });
  await waitFor(() => expect(from()).toBeCloseTo(start - HOUR / 4, -4));
  await fireEvent.keyDown(area, { key: "ArrowLeft", shiftKey: true });
  await waitFor(() => expect(from()).toBeCloseTo(start - HOUR / 2, -4));
  await fireEvent.keyDown(area, { key: "0" });
  await waitFor(() => expect(pictures(host).at(-1)?.range.kind).toBe("last"));
});
