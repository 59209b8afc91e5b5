import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import { start, valueTile } from "../test/app";
import type { Reading, Value } from "../lib/bindings/api";

vi.mock("./registry", () => ({
  kinds: [],
  kindOf: (kind: string) =>
    kind === "value"
      ? { version: 1, minimum: { width: 1, height: 1 }, load: () => import("../test/Throwing.svelte") }
      : { version: 1, minimum: { width: 1, height: 1 }, load: () => Promise.reject(new Error("no such file")) },
}));

const says = (tile: string, value: Value): Reading => ({
  binding: `${tile}/value`,
  at: 1,
  value,
  unit: null,
  decimals: 0,
  retained: false,
  problem: null,
  payload: null,
  contentType: null,
  userProperties: [],
  since: null,
  expires: null,
});

it("a tile whose component throws is named in its place, the others go on, and it can be tried again", async () => {
  const host = await start([valueTile("bad", "Bad"), valueTile("good", "Good")]);
  await screen.findByRole("group", { name: "Good" });
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  host.push({ readings: [says("bad", { type: "text", value: "boom" })] });
  expect(await screen.findByText("This tile stopped working. The others go on.")).toBeInTheDocument();
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ message: "a defect" }));
  host.push({ readings: [says("good", { type: "number", value: 7 }), says("bad", { type: "number", value: 8 })] });
  expect(await within(screen.getByRole("group", { name: "Good" })).findByText("7")).toBeInTheDocument();
  await fireEvent.click(within(screen.getByRole("group", { name: "Bad" })).getByRole("button", { name: "Try again" }));
  expect(await within(screen.getByRole("group", { name: "Bad" })).findByText("8")).toBeInTheDocument();
});

it("a tile whose code does not load says so", async () => {
  await start([valueTile("lost", "Lost", { kind: "lost" })]);
  expect(await screen.findByText("This tile could not be loaded.")).toBeInTheDocument();
});

it("a tile whose options a newer version made is kept, and says so", async () => {
  await start([valueTile("ahead", "Ahead", { options: { version: 2 } }), valueTile("good", "Good")]);
  const ahead = await screen.findByRole("group", { name: "Ahead" });
  expect(ahead).toHaveTextContent("Made by a newer version. Kept as it is, for a Tilework that knows it.");
  expect(await screen.findByRole("group", { name: "Good" })).not.toHaveTextContent("newer version");
});
