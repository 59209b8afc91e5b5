import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { formatTime } from "../../../lib/format";
import { showTile } from "../../mounting";
import { aBinding, aReading, aTile, NOW, type Seen } from "../../testing";
import kind from "./kind";
import Tile from "./Tile.svelte";

const tile = aTile("presence", { title: "Shed sensor", bindings: { value: aBinding() } });
const show = (readings: Seen["readings"], seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: readings ?? [], ...seen });
const group = () => screen.getByRole("group", { name: "Shed sensor" });

test("says whether the device is there, and since when", () => {
  const since = NOW - 3_600_000;
  const { change } = show([aReading("value", true, { since })]);
  expect(group()).toHaveTextContent(`Online`);
  expect(group()).toHaveTextContent(`Since ${formatTime(since, NOW)}`);
  change({ readings: [aReading("value", false, { since: NOW - 60_000 })] });
  expect(group()).toHaveTextContent("Offline");
  expect(document.querySelector<HTMLElement>(".chip")?.style.color).toBe("var(--coral)");
});

test("since when is not said where nobody knows it", () => {
  const { change } = show([aReading("value", true, { retained: true })]);
  expect(group()).toHaveTextContent("Since when is not known");
  change({ readings: [aReading("value", true, { at: NOW - 120_000 })] });
  expect(group()).toHaveTextContent("Heard 2 min ago");
});

test("a device that is away is what it tells: the tile itself is as lively as ever", () => {
  show([aReading("value", false)]);
  expect(group()).toHaveAttribute("data-sign", "live");
});

test("while the broker is away nobody knows", () => {
  show([aReading("value", true)], { online: false });
  expect(group()).toHaveTextContent("Not connected");
  expect(document.querySelector(".value")).toHaveClass("dim");
});

test("what is neither is not taken for one of them", () => {
  show([aReading("value", "sleeping")]);
  expect(document.querySelector(".value")).toHaveTextContent("–");
  expect(group()).not.toHaveTextContent("Online");
  expect(group()).not.toHaveTextContent("Offline");
});

test("a tile's own words take the place of online and offline", () => {
  const rules = [{ when: "off", text: "Nobody at home" }];
  show([aReading("value", false)], { tile: { ...tile, options: { rules } } });
  expect(group()).toHaveTextContent("Nobody at home");
});

test("other payloads are written as they are", () => {
  const values = { ...kind.blank(), topic: "shed/lwt", payloadOnline: "Here", payloadOffline: "Gone" };
  expect(kind.toDraft(values, "farm").bindings["value"]?.decode).toEqual({ as: "onOff", on: "Here", off: "Gone" });
});
