import { fireEvent, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showTile } from "../../mounting";
import { aTile } from "../../testing";
import kind from "./kind";
import { dateWords, placeOf, timeWords, untilNext } from "./moment";
import Tile from "./Tile.svelte";

const AT = Date.UTC(2026, 10, 27, 23, 4, 30, 250);

const show = (options = {}) => showTile(Tile, { tile: aTile("clock", { title: "Time", options }) });
const group = () => screen.getByRole("group", { name: "Time" });

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [{ zone: "UTC", hours: "h24" }, "en-GB", "23:04", "Fri 27 November"],
  [{ zone: "Europe/Berlin", hours: "h24" }, "de", "00:04", "Sa., 28. November"],
  [{ zone: "America/New_York", hours: "h12", seconds: true }, "en-US", "6:04:30 PM", "Fri, November 27"],
])("%j in %s is %s, %s", (options, locale, time, date) => {
  expect(timeWords(options, locale).format(AT).replace(/\s/g, " ")).toBe(time);
  expect(dateWords(options, locale).format(AT)).toBe(date);
});

test("it wakes when its words change, and not before", () => {
  expect(untilNext(AT, {})).toBe(29_750);
  expect(untilNext(AT, { seconds: true })).toBe(750);
  expect(untilNext(60_000, {})).toBe(60_000);
});

test("what writes the time is not made anew each second, and follows a journey", () => {
  show({ seconds: true, hours: "h24" });
  const made = vi.spyOn(Intl, "DateTimeFormat");
  for (let second = 0; second < 5; second++) {
    vi.advanceTimersByTime(1_000);
    flushSync();
  }
  expect(group()).toHaveTextContent(/:35/);
  expect(made).not.toHaveBeenCalled();
  vi.advanceTimersByTime(900_000);
  flushSync();
  expect(made).toHaveBeenCalled();
  made.mockRestore();
});

test("UTC can be chosen, once", () => {
  const zones = kind.fields.find((it) => it.name === "zone");
  const values = zones?.choices?.map(({ value }) => value) ?? [];
  expect(values.slice(0, 2)).toEqual(["", "UTC"]);
  expect(values.filter((it) => it === "UTC")).toHaveLength(1);
  expect(values).toContain("Europe/Berlin");
});

test("shows the next minute when it comes", () => {
  show({ zone: "UTC", hours: "h24" });
  expect(group()).toHaveTextContent("23:04");
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(29_749);
  flushSync();
  expect(group()).toHaveTextContent("23:04");
  vi.advanceTimersByTime(1);
  flushSync();
  expect(group()).toHaveTextContent("23:05");
});

test("rests while nobody sees the page, and is right again when somebody does", async () => {
  const seen = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  show({ zone: "UTC", hours: "h24" });
  expect(vi.getTimerCount()).toBe(0);
  vi.setSystemTime(AT + 3_600_000);
  seen.mockReturnValue("visible");
  await fireEvent(document, new Event("visibilitychange"));
  flushSync();
  expect(group()).toHaveTextContent("00:04");
  seen.mockRestore();
});

test("leaves no timer behind", () => {
  const { remove } = show();
  remove();
  expect(vi.getTimerCount()).toBe(0);
});

test("a zone that nobody knows is said, and the editor helps", async () => {
  const { context } = show({ zone: "Mars/Olympus" });
  expect(group()).toHaveTextContent("This device knows no time zone Mars/Olympus");
  await fireEvent.click(screen.getByRole("button", { name: "Edit tile" }));
  expect(context.opened).toBe(1);
});

test("tells where, and the date only where it is wanted", () => {
  show({ zone: "America/New_York", date: false });
  expect(group()).toHaveTextContent("New York");
  expect(group()).not.toHaveTextContent("November");
  expect(placeOf("UTC")).toBe("UTC");
});

test("a new one asks for nothing", () => {
  expect(kind.toDraft(kind.blank(), "farm").options).toEqual({});
});
