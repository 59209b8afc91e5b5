// Whatever lies on top is what "back" and `Escape` close, and nothing under it.
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { instead, route } from "../lib/route/route.svelte";
import { start, valueTile } from "../test/app";

const HISTORY = "#/home/d1/tile/air/history";
const EDITOR = "#/home/d1/edit/tile/air/edit";
const at = (address: string) => waitFor(() => expect([route.address, location.hash]).toEqual([address, address]));
const noDialog = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
const exportMenu = () => screen.queryByRole("menu", { name: "Export" });
const icons = () => screen.queryByRole("group", { name: "Choose an icon" });
const peek = () => document.querySelector("[popover]");

afterEach(async () => {
  instead("#/");
  await noDialog();
});

async function openAt(address: string, name: string) {
  await start([valueTile("air", "Air")]);
  location.hash = address;
  return within(await screen.findByRole("dialog", { name }));
}

const escape = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
const ways: [string, () => unknown][] = [
  ["back", () => history.back()],
  ["Escape", escape],
];

test.each(ways)("%s closes the export menu first, and then the history under it", async (_, leave) => {
  const view = await openAt(HISTORY, "Air history");
  await fireEvent.click(view.getByRole("button", { name: "Export" }));
  expect(exportMenu()).not.toBeNull();
  leave();
  await waitFor(() => expect(exportMenu()).toBeNull());
  await at(HISTORY);
  leave();
  await noDialog();
});

test.each(ways)("%s closes the list of icons first, and then the editor under it", async (_, leave) => {
  const editor = await openAt(EDITOR, "Air");
  const field = editor.getByLabelText("Icon");
  field.focus();
  await fireEvent.click(field);
  await waitFor(() => expect(icons()).not.toBeNull());
  leave();
  await waitFor(() => expect(icons()).toBeNull());
  await at(EDITOR);
  leave();
  await noDialog();
});

test.each(ways)("%s takes the peek at a tile away, and leaves the screen", async (_, leave) => {
  await start([valueTile("air", "Air")]);
  location.hash = "#/settings";
  await at("#/settings");
  location.hash = "#/home/d1";
  await at("#/home/d1");
  await fireEvent.contextMenu(await screen.findByRole("button", { name: "Air history" }), { button: 2 });
  expect(peek()).not.toBeNull();
  leave();
  await waitFor(() => expect(peek()).toBeNull());
  await at("#/home/d1");
});

test("the platform's own wish to close a sheet is for what lies on top of it", async () => {
  const editor = await openAt(EDITOR, "Air");
  const field = editor.getByLabelText("Icon");
  field.focus();
  await fireEvent.click(field);
  await waitFor(() => expect(icons()).not.toBeNull());
  const cancel = new Event("cancel", { cancelable: true });
  await fireEvent(screen.getByRole("dialog", { name: "Air" }), cancel);
  expect(cancel.defaultPrevented).toBe(true);
  await waitFor(() => expect(icons()).toBeNull());
  await at(EDITOR);
});

test("Escape ends the edit mode only when nothing lies over it", async () => {
  await openAt(EDITOR, "Air");
  await escape();
  await at("#/home/d1/edit");
  await noDialog();
  await escape();
  await at("#/home/d1");
});

test("what opens the history with a key takes the peek away", async () => {
  await start([valueTile("air", "Air")]);
  const tile = await screen.findByRole("button", { name: "Air history" });
  await fireEvent.contextMenu(tile, { button: 0 });
  expect(peek()).not.toBeNull();
  await fireEvent.keyDown(tile, { key: "h" });
  await screen.findByRole("dialog", { name: "Air history" });
  expect(peek()).toBeNull();
});
