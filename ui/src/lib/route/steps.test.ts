import { expect, test } from "vitest";
import { addressOf, wordsOf } from "./address";
import { wayOf, type Pathed } from "./steps";

const places: Pathed[] = [
  { path: "home/:dashboard?/edit?" },
  { path: "settings" },
  { path: "tile/:tile/history", overlay: "full" },
  { path: "tile/:tile/edit", overlay: "sheet" },
  { path: "broker/:broker", overlay: "sheet" },
  { path: "broker/:broker/edit", overlay: "sheet" },
  { path: "broker/new", overlay: "sheet" },
];

function check(address: string, ...expected: [path: string, params: Record<string, string>][]) {
  const { steps, lost } = wayOf(wordsOf(address), places);
  expect(steps.map(({ place, params }) => [place.path, params])).toEqual(expected);
  expect(lost).toBe(false);
  expect(addressOf(steps.flatMap(({ words }) => words))).toBe(address === "#/" ? "#/" : address);
}

const home = (params: Record<string, string> = {}): [string, Record<string, string>] => [
  "home/:dashboard?/edit?",
  params,
];

test("a screen may leave out what ends with a question mark", () => {
  check("#/home", home());
  check("#/home/d1", home({ dashboard: "d1" }));
  check("#/home/d1/edit", home({ dashboard: "d1", edit: "edit" }));
});

test("what lies over a screen is not taken for its parameter", () => {
  check("#/home/broker/new", home(), ["broker/new", {}]);
  check("#/home/tile/air/edit", home(), ["tile/:tile/edit", { tile: "air" }]);
});

test("places lie over places, each with its own words", () => {
  check(
    "#/settings/broker/farm/broker/farm/edit",
    ["settings", {}],
    ["broker/:broker", { broker: "farm" }],
    ["broker/:broker/edit", { broker: "farm" }],
  );
  check(
    "#/home/d1/tile/air/history/broker/farm",
    home({ dashboard: "d1" }),
    ["tile/:tile/history", { tile: "air" }],
    ["broker/:broker", { broker: "farm" }],
  );
});

test("a word of the path comes before a parameter", () => {
  check("#/settings/broker/new", ["settings", {}], ["broker/new", {}]);
});

test("a name may have anything in it", () => {
  const address = addressOf(["home", "a/b?#ü%"]);
  check(address, home({ dashboard: "a/b?#ü%" }));
});

test("an address that leads nowhere is followed as far as it goes", () => {
  for (const address of ["#/settings/nonsense", "#/settings/tile/air", "#/settings/home"]) {
    const { steps, lost } = wayOf(wordsOf(address), places);
    expect([steps.map(({ place }) => place.path), lost]).toEqual([["settings"], true]);
  }
  expect(wayOf(wordsOf("#/nonsense/settings"), places)).toEqual({ steps: [], lost: true });
});

test("what fills the screen does not lie over a sheet, which would hide it", () => {
  const { steps, lost } = wayOf(wordsOf("#/settings/broker/farm/tile/air/history"), places);
  expect([steps.length, lost]).toEqual([2, true]);
});

test("an address that no one wrote so is no reason to fail", () => {
  expect(wordsOf("#//home/%E0%A4%A/")).toEqual(["home", "%E0%A4%A"]);
});
