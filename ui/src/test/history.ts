// The full view over a fake host, as a person finds it, for its tests.
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { vi } from "vitest";
import { FakeHost } from "../host/fake";
import { drawn } from "../host/fake/picture";
import type { ChartRequest, Moment, Reading, Statistics, Tile } from "../lib/bindings/api";
import { instead } from "../lib/route/route.svelte";
import { start, valueTile } from "./app";
import { aBinding, aCommand, aTile } from "../tiles/testing";

/** Of the plot's place, in CSS pixels. The fake's plot has 36 of them to its left and 8 to its right. */
export const WIDTH = 644;
export const PLOT = { left: 36, width: 600 };

export const air = () => valueTile("air", "Air");
export const pump = () =>
  aTile("switch", { id: "pump", title: "Pump", bindings: { state: aBinding() }, commands: { set: aCommand() } });
export const climate = () =>
  aTile("chart", {
    id: "climate",
    title: "Climate",
    bindings: { series1: aBinding({ topic: "a", unit: "°C" }), series2: aBinding({ topic: "b", unit: "°C" }) },
    options: { label1: "Inside", label2: "Outside", spanSeconds: 3_600 },
  });

/** jsdom lays nothing out. */
export function layOut(): void {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(WIDTH);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(300);
}

/** Leaves the address as it was found. */
export async function leave(): Promise<void> {
  instead("#/");
  await waitFor(() => document.querySelector("[role='dialog']") === null || Promise.reject(new Error("still open")));
}

/** Opens the history of the first of these tiles and waits for its picture. */
export async function open(tiles: Tile[], prepare: (host: FakeHost) => void = () => undefined): Promise<FakeHost> {
  const host = await start(tiles);
  prepare(host);
  location.hash = `#/home/d1/tile/${tiles[0]?.id}/history`;
  await screen.findByRole("dialog", { name: `${tiles[0]?.title} history` });
  return host;
}

/** A tile under the view has names like those of the view: the page knows that it is inert, the tests' library does not. */
export const view = () => within(document.querySelector<HTMLElement>(".history") ?? document.body);
export const plot = () => view().findByRole("slider", { name: /values at a moment$/ });
export const layer = () => document.querySelector<HTMLElement>(".layer");
export const press = (name: string) => fireEvent.click(view().getByRole("button", { name }));
export const pictures = (host: FakeHost): ChartRequest[] =>
  host.askedFor("draw_chart").flatMap(({ request }) => (request.axes ? [request] : []));

/** Waits until the picture is there. */
export async function shown(): Promise<HTMLElement> {
  await waitFor(() => {
    if (!layer()?.querySelector("svg")) throw new Error("no picture yet");
  });
  return plot();
}

/** Pictures come when the test says so. */
export function holdPictures(host: FakeHost): { release(): void } {
  let waiting: (() => void)[] = [];
  host.answers.draw_chart = ({ request }) => new Promise((done) => waiting.push(() => done(drawn(request))));
  return {
    release() {
      for (const it of waiting.splice(0)) it();
      waiting = [];
    },
  };
}

export const moment = (binding: string, value: number, at: number): Moment => ({
  binding,
  value: { type: "number", value },
  at,
  until: null,
  lowest: null,
  highest: null,
});

export const statistics = (binding: string, over: Partial<Statistics> = {}): Statistics => ({
  binding,
  samples: 2,
  numbers: { minimum: 18, maximum: 25, mean: 21, first: 19, last: 24, change: 5 },
  total: null,
  timeWeightedMean: 21.5,
  states: [],
  changes: null,
  ...over,
});

export const reading = (binding: string, value: Reading["value"]): Reading => ({
  binding,
  at: Date.now(),
  value,
  unit: null,
  decimals: 1,
  retained: false,
  problem: null,
  payload: null,
  contentType: null,
  userProperties: [],
  since: null,
  expires: null,
});
