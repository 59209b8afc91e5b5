import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { start, valueTile } from "../../test/app";
import { beyond } from "./arrange.svelte";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

async function moved(steps: number) {
  const host = await start([valueTile("air", "Air"), valueTile("soil", "Soil")]);
  await press("Edit dashboard");
  const tile = screen.getByRole("button", { name: "Edit Air" });
  for (let i = 1; i <= steps; i++) {
    await fireEvent.keyDown(tile, { key: "ArrowDown" });
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(i));
  }
  await waitFor(() => expect(screen.getByRole("button", { name: "Undo last change" })).toBeEnabled());
  return host;
}

it("each move is taken back with Undo, by button and by Ctrl+Z, until nothing is left", async () => {
  const host = await moved(2);
  await press("Undo last change");
  await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  await waitFor(() => expect(host.askedFor("restore_dashboard").map(({ revision }) => revision)).toEqual([2, 1]));
  await waitFor(() => expect(screen.getByRole("button", { name: "Undo last change" })).toBeDisabled());
});

it("Cancel leaves the dashboard as it was found, and the changes can be had back", async () => {
  const host = await moved(2);
  await press("Cancel");
  expect(await screen.findByRole("button", { name: "Edit dashboard" })).toBeInTheDocument();
  expect(host.askedFor("restore_dashboard")).toEqual([{ dashboard: "d1", revision: 1 }]);
  await screen.findByText("The dashboard is as it was");
  await press("Undo");
  await waitFor(() => expect(host.askedFor("restore_dashboard").at(-1)).toEqual({ dashboard: "d1", revision: 3 }));
});

it("without a change there is nothing to cancel or to take back", async () => {
  await start([valueTile("air", "Air")]);
  await press("Edit dashboard");
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  expect(screen.getByRole("button", { name: "Undo last change" })).toBeDisabled();
});

it("a tile held at the edge of the window takes the board along, the faster the nearer the edge", () => {
  expect(beyond(400, 800)).toBe(0);
  expect([beyond(0, 800), beyond(800, 800), beyond(-50, 800)]).toEqual([-1, 1, -1]);
  expect(beyond(790, 800)).toBeGreaterThan(beyond(740, 800));
  // A low window still has a middle where it rests.
  expect(beyond(100, 200)).toBe(0);
});
