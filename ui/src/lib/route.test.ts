import { afterEach, expect, test, vi } from "vitest";
import { closeHistory, openHistory, route } from "./route.svelte";

const at = (tile: string | undefined) => vi.waitFor(() => expect(route.history).toBe(tile));

afterEach(async () => {
  location.hash = "#/";
  await at(undefined);
});

test("a history has an address of its own, whatever the tile is called", async () => {
  openHistory("a/b?#ü");
  await at("a/b?#ü");
  expect(route.current).toBe("home");
});

test("closing it goes back to where it was opened from, once", async () => {
  location.hash = "#/settings";
  await vi.waitFor(() => expect(route.current).toBe("settings"));
  openHistory("air");
  await at("air");
  const back = vi.spyOn(window.history, "back");
  closeHistory();
  closeHistory();
  expect(back).toHaveBeenCalledTimes(1);
  await at(undefined);
  expect(route.current).toBe("settings");
  closeHistory();
  expect(back).toHaveBeenCalledTimes(1);
});

test("one that the app was started with is left for home", async () => {
  location.hash = "#/history/air";
  await at("air");
  const back = vi.spyOn(window.history, "back");
  closeHistory();
  await at(undefined);
  expect(location.hash).toBe("#/");
  expect(back).not.toHaveBeenCalled();
});

test("an address that no one wrote so is no reason to fail", async () => {
  location.hash = "#/history/%E0%A4%A";
  await at("%E0%A4%A");
});
