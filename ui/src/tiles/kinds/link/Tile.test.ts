import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { showTile } from "../../mounting";
import { aTile, type Seen } from "../../testing";
import { completed, isAddress, shownAs } from "./address";
import kind from "./kind";
import Tile from "./Tile.svelte";

const show = (options: Record<string, string>, seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile: aTile("link", { title: "Router", options }), ...seen });
const link = () => screen.getByRole("link", { name: /^Router/ });

test("an address opens outside of the app, and tells where it leads", () => {
  show({ address: "http://192.168.1.1/status" });
  expect(link()).toHaveAttribute("href", "http://192.168.1.1/status");
  expect(link()).toHaveAttribute("target", "_blank");
  expect(link()).toHaveAttribute("rel", "noopener noreferrer");
  expect(link()).toHaveTextContent("192.168.1.1");
});

test("a dashboard opens in its place, by its name", () => {
  show({ dashboard: "garden" });
  expect(link()).toHaveAttribute("href", "#/home/garden");
  expect(link()).not.toHaveAttribute("target");
  expect(link()).toHaveTextContent("Garden");
});

test.each([
  [{ dashboard: "cellar" }, "This dashboard is gone"],
  [{}, "No address set up"],
  [{ address: "javascript:alert(1)" }, "No address set up"],
  [{ address: "file:///etc/passwd" }, "No address set up"],
])("%j leads nowhere and says so; the editor helps", async (options, words) => {
  const { context } = show(options);
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.getByRole("group", { name: "Router" })).toHaveTextContent(words);
  await fireEvent.click(screen.getByRole("button", { name: "Edit tile" }));
  expect(context.opened).toBe(1);
});

test.each([
  ["https://example.org", true],
  ["HTTPS://EXAMPLE.ORG/a", true],
  ["mailto:anna@example.org", true],
  ["tel:+49 171", false],
  ["tel:+49171", true],
  ["https://", false],
  ["https:///", false],
  [" https://example.org", false],
  ["java\tscript:alert(1)", false],
  ["mqtt://broker", false],
  [`https://example.org/${"a".repeat(2_000)}`, false],
])("%j is an address: %s", (text, expected) => {
  expect(isAddress(text)).toBe(expected);
});

test.each([
  ["example.org", "https://example.org"],
  [" example.org/a?b ", "https://example.org/a?b"],
  ["192.168.1.1:8080", "https://192.168.1.1:8080"],
  ["http://a", "http://a"],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["router", "router"],
])("%j is taken for %j", (typed, expected) => {
  expect(completed(typed)).toBe(expected);
});

test("what cannot be decoded is shown as it is", () => {
  expect(shownAs("mailto:anna%40example.org")).toBe("anna@example.org");
  expect(shownAs("mailto:100%")).toBe("100%");
});

test("the form wants an address that leads somewhere, or a dashboard", () => {
  const check = (values: object) => Object.keys(kind.check?.({ ...kind.blank(), ...values }) ?? {});
  expect(check({ address: "example.org" })).toEqual([]);
  expect(check({ address: "javascript:alert(1)" })).toEqual(["address"]);
  expect(check({ to: "dashboard" })).toEqual(["dashboard"]);
  expect(check({ to: "dashboard", dashboard: "garden" })).toEqual([]);
});

test("one target takes the place of the other", () => {
  const tile = aTile("link", { options: { address: "https://example.org" } });
  const values = { ...kind.fromTile(tile), to: "dashboard", dashboard: "garden" };
  expect(kind.toDraft(values, "farm").options).toEqual({ dashboard: "garden" });
});
