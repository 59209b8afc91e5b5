import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lay } from "./layers.svelte";
import { begin, followed, instead, leaveTo, open, route } from "./route.svelte";

const at = (address: string) => vi.waitFor(() => expect([route.address, location.hash]).toEqual([address, address]));
const ends: (() => void)[] = [];

beforeEach(() => instead("#/"));
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

test("opening goes there at once, and the browser's back returns", async () => {
  open("#/home/d1");
  open("#/home/d1/tile/air/history");
  expect([route.address, location.hash]).toEqual(["#/home/d1/tile/air/history", "#/home/d1/tile/air/history"]);
  history.back();
  await at("#/home/d1");
});

test("closing goes back to where it was opened from, and leaves nothing behind", async () => {
  open("#/settings");
  open("#/settings/data");
  open("#/settings/data/series/7");
  const before = history.length;
  leaveTo("#/settings");
  expect(route.address).toBe("#/settings");
  await at("#/settings");
  history.back();
  await at("#/");
  expect(history.length).toBe(before);
});

test("what was opened cold is closed in its place", async () => {
  instead("#/home/d1/tile/air/history");
  const back = vi.spyOn(history, "go");
  leaveTo("#/home/d1");
  await at("#/home/d1");
  expect(back).not.toHaveBeenCalled();
});

test("what is opened while the browser is on its way back is opened after it arrived", async () => {
  open("#/home/d1");
  open("#/home/d1/broker/farm");
  leaveTo("#/home/d1");
  open("#/home/d1/broker/barn");
  await at("#/home/d1/broker/barn");
  history.back();
  await at("#/home/d1");
});

test("an address that was typed is an entry like any other", async () => {
  open("#/settings");
  location.hash = "#/settings/data";
  await at("#/settings/data");
  const back = vi.spyOn(history, "go");
  leaveTo("#/settings");
  await at("#/settings");
  expect(back).toHaveBeenCalledExactlyOnceWith(-1);
});

test("the address counts as it is when the app begins, and what a host took out of it before is forgotten", () => {
  open("#/key=secret");
  history.replaceState(null, "", "#/settings/data");
  begin();
  expect(route.address).toBe("#/settings/data");
  leaveTo("#/settings");
  expect(JSON.stringify(history.state)).not.toContain("secret");
});

test("a link that is pressed is opened, one for a new tab is the browser's", async () => {
  const link = Object.assign(document.createElement("a"), { href: "#/settings" });
  document.body.append(link);
  ends.push(() => link.remove());
  link.addEventListener("click", (event) => followed(event));
  link.addEventListener("click", (event) => event.preventDefault());
  link.dispatchEvent(new MouseEvent("click", { ctrlKey: true, cancelable: true }));
  expect(route.address).toBe("#/");
  link.dispatchEvent(new MouseEvent("click", { cancelable: true }));
  await at("#/settings");
});

test("back closes what has no address first, and only that", async () => {
  open("#/settings");
  const close = vi.fn(() => ends.splice(0).forEach((end) => end()));
  ends.push(lay({ holds: () => true, close }));
  history.back();
  await vi.waitFor(() => expect(close).toHaveBeenCalledTimes(1));
  await at("#/settings");
  history.back();
  await at("#/");
  expect(close).toHaveBeenCalledTimes(1);
});

test("a layer that holds nothing goes with its place", async () => {
  open("#/settings/data");
  const close = vi.fn();
  ends.push(lay({ holds: () => false, close }));
  history.back();
  await at("#/");
  expect(close).not.toHaveBeenCalled();
});

test("Escape closes what was laid last, whether it has an address or not, and what has a use of its own for the key keeps it", () => {
  const press = () => {
    const event = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const closed: string[] = [];
  for (const [name, holds] of [
    ["place", false],
    ["menu", true],
    ["armed", false],
  ] as const) {
    const end = lay({
      holds: () => holds,
      close() {
        closed.push(name);
        end();
      },
    });
  }
  const own = (event: Event) => event.preventDefault();
  document.body.addEventListener("keydown", own);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  document.body.removeEventListener("keydown", own);
  expect(closed).toEqual([]);
  expect([press(), press(), press(), press()]).toEqual([true, true, true, false]);
  expect(closed).toEqual(["armed", "menu", "place"]);
});
