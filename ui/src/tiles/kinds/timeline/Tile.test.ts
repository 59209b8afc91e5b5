import { screen, waitFor } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { ChartRequest } from "../../../lib/bindings/api";
import { call } from "../../../lib/call";
import { drawn } from "../../../host/fake/picture";
import { showTile } from "../../mounting";
import { aBinding, aReading, aTile, NOW, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

vi.mock("../../../lib/call", () => ({ call: vi.fn() }));

const one = aTile("timeline", { title: "Pump", bindings: { series1: aBinding() }, options: { spanSeconds: 86_400 } });
const two = aTile("timeline", {
  title: "Greenhouse",
  bindings: { series1: aBinding(), series2: aBinding() },
  options: { label1: "Pump", label2: "Door" },
});
const show = (seen: Partial<Seen>) => showTile(Tile, { tile: two, ...seen });
const requests = () =>
  vi
    .mocked(call)
    .mock.calls.filter(([name]) => name === "draw_chart")
    .map((args) => (args[1] as { request: ChartRequest }).request);
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(320);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(140);
  vi.mocked(call)
    .mockReset()
    .mockImplementation((_, args) => Promise.resolve(drawn((args as { request: ChartRequest }).request) as never));
});

test("asks for a row of states for each series, over its span", async () => {
  show({ tile: one, readings: [aReading("series1", true)] });
  await waitFor(() => expect(requests()).not.toHaveLength(0));
  expect(requests()[0]).toMatchObject({
    plot: { kind: "timeline" },
    range: { kind: "last", seconds: 86_400, exact: false },
    series: [{ binding: "tile/series1", label: "" }],
  });
});

test("each row is named beside the picture, with what it says now", async () => {
  show({ readings: [aReading("series1", true), aReading("series2", "closed")] });
  expect(screen.getAllByRole("listitem").map((it) => it.textContent?.trim())).toEqual(["Pump On", "Door closed"]);
  await waitFor(() =>
    expect(
      requests()
        .at(-1)
        ?.series.map((it) => it.label),
    ).toEqual(["", ""]),
  );
});

test("tells how long the state has held, in whole minutes, and nothing where nobody knows", () => {
  const { change } = show({ tile: one, readings: [aReading("series1", true, { since: NOW - 754_000 })] });
  expect(screen.getByRole("listitem")).toHaveTextContent("On · for 12 min");
  change({ readings: [aReading("series1", true)] });
  expect(screen.getByRole("listitem")).not.toHaveTextContent("for");
});

test("does not count on while the broker is away", () => {
  show({ tile: one, readings: [aReading("series1", true, { since: NOW - 754_000 })], online: false });
  expect(screen.getByRole("listitem")).not.toHaveTextContent("for");
  expect(document.querySelector(".course")).toHaveClass("dim");
});

test("what one series cannot read is said, and the others stay", () => {
  const problem = { kind: "template", line: 1, message: "oops" } as const;
  show({ readings: [aReading("series1", true), aReading("series2", undefined, { problem })] });
  expect(screen.getByRole("group", { name: "Greenhouse" })).toHaveAttribute("data-sign", "problem");
  expect(screen.getByRole("img", { name: /Pump On/ })).toBeInTheDocument();
});

test("a hostile state is a text", () => {
  show({ readings: [aReading("series1", "<img src=x onerror=alert(1)>")] });
  expect(document.querySelector("img")).toBeNull();
  expect(screen.getAllByRole("listitem")[0]).toHaveTextContent("<img src=x onerror=alert(1)>");
});

test("its past is a timeline too, and the only row is called as the tile", () => {
  const past = kind.history?.(one);
  expect(past).toMatchObject({ spanSeconds: 86_400, series: [{ label: "Pump", states: true }] });
  expect(past?.look?.(() => undefined, { kind: "last", seconds: 60, exact: false }).plot).toEqual({ kind: "timeline" });
});

test("a new one asks for a topic and reads what comes, whatever it is", () => {
  const draft = kind.toDraft({ ...kind.blank(), topic: "farm/pump", topic2: "farm/door" }, "farm");
  expect(draft.options).toEqual({});
  expect(Object.values(draft.bindings).map((it) => it.decode)).toEqual([{ as: "auto" }, { as: "auto" }]);
  const shown = kind.fields.filter((it) => !it.advanced && (it.when?.(kind.blank()) ?? true)).map((it) => it.label);
  expect(shown).toEqual(["Topic", "Value template", "Label", "Time span"]);
});
