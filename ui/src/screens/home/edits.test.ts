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

it("what was taken back is made again, by button, Ctrl+Shift+Z and Ctrl+Y, until something else is done", async () => {
  const host = await moved(2);
  const asked = () => host.askedFor("restore_dashboard").map(({ revision }) => revision);
  const undo = screen.getByRole("button", { name: "Undo last change" });
  const redo = screen.getByRole("button", { name: "Redo last undone change" });
  expect(redo).toBeDisabled();
  for (let i = 0; i < 2; i++) await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  await waitFor(() => expect(undo).toBeDisabled());
  await fireEvent.keyDown(window, { key: "Z", ctrlKey: true, shiftKey: true });
  await fireEvent.keyDown(window, { key: "y", ctrlKey: true });
  // 4 and 5 are what the undos saved: 2 and 1 again.
  await waitFor(() => expect(asked()).toEqual([2, 1, 4, 3]));
  await waitFor(() => expect(redo).toBeDisabled());
  await press("Undo last change");
  await waitFor(() => expect(redo).toBeEnabled());
  await fireEvent.keyDown(screen.getByRole("button", { name: "Edit Soil" }), { key: "ArrowDown" });
  await waitFor(() => expect(redo).toBeDisabled());
});

it("the focus does not fall from a button that has nothing left to do", async () => {
  await moved(1);
  const undo = screen.getByRole("button", { name: "Undo last change" });
  undo.focus();
  await press("Undo last change");
  await waitFor(() => expect(screen.getByRole("button", { name: "Redo last undone change" })).toHaveFocus());
});

it("what another window saved meanwhile is not undone, and that is said", async () => {
  const host = await moved(2);
  const [view] = host.session.dashboards;
  if (!view) throw new Error("no dashboard");
  host.session.dashboards = [{ ...view, dashboard: { ...view.dashboard, name: "Barn" }, revision: 4 }];
  host.push({ documents: [{ kind: "dashboard", id: "d1", revision: 4 }] });
  expect(await screen.findByText(/^Changed in another window/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Undo last change" })).toBeDisabled();
  await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  expect(host.askedFor("restore_dashboard")).toEqual([]);
  expect(screen.getByRole("heading", { name: "Barn" })).toBeInTheDocument();
});

it("steps that are too old to be kept are not offered", async () => {
  const host = await moved(1);
  const tile = screen.getByRole("button", { name: "Edit Air" });
  for (let i = 2; i <= 51; i++) {
    await fireEvent.keyDown(tile, { key: "ArrowDown" });
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(i));
  }
  // The one it began with is not there any more.
  await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull());
  expect(screen.getByRole("button", { name: "Undo last change" })).toBeEnabled();
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
