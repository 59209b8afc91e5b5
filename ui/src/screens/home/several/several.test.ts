import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { dashboardOf, FakeHost } from "../../../host/fake";
import { broker, startWith, valueTile } from "../../../test/app";
import { MOST, Selection } from "./selection.svelte";

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const titles = (host: FakeHost, at: number) => host.session.dashboards[at]?.dashboard.tiles.map((tile) => tile.title);

async function editing() {
  const tile = (id: string, title: string, topic: string) => {
    const made = valueTile(id, title);
    return { ...made, bindings: { value: { ...made.bindings.value!, topic } } };
  };
  const tiles = [
    tile("a", "Kitchen air", "home/kitchen/air"),
    tile("b", "Kitchen light", "home/kitchen/light"),
    tile("c", "Rain", "home/rain"),
  ];
  const dashboards = [dashboardOf("d1", "House", tiles), dashboardOf("d2", "Garden", [])];
  const host = await startWith(new FakeHost({ brokers: [broker()], dashboards }));
  host.answers.check_tile = () => [];
  await press("Edit dashboard");
  return host;
}

async function chosen() {
  const host = await editing();
  await press("Select tiles");
  await press("Select Kitchen air");
  await press("Select Kitchen light");
  expect(screen.getByText("2 selected")).toBeInTheDocument();
  return host;
}

it("tiles are chosen by tap, by Shift and click, and all by Ctrl+A; Escape ends it, and the edit mode stays", async () => {
  await editing();
  await fireEvent.click(screen.getByRole("button", { name: "Edit Rain" }), { shiftKey: true });
  expect(screen.getByRole("button", { name: "Select Rain", pressed: true })).toBeInTheDocument();
  await press("Select Rain");
  expect(screen.getByText("Tap tiles to select them")).toBeInTheDocument();
  await fireEvent.keyDown(window, { key: "a", ctrlKey: true });
  expect(screen.getByText("3 selected")).toBeInTheDocument();
  await fireEvent.keyDown(window, { key: "Escape" });
  expect(screen.getByRole("button", { name: "Edit Rain" })).toBeInTheDocument();
});

it("what is deleted together comes back with one undo", async () => {
  const host = await chosen();
  await fireEvent.keyDown(screen.getByRole("button", { name: "Select Kitchen air" }), { key: "Delete" });
  await waitFor(() => expect(titles(host, 0)).toEqual(["Rain"]));
  await screen.findByText("2 tiles deleted");
  await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  await waitFor(() => expect(titles(host, 0)).toEqual(["Kitchen air", "Kitchen light", "Rain"]));
  expect(host.askedFor("restore_dashboard")).toEqual([{ dashboard: "d1", revision: 1 }]);
});

it("the focus does not fall from the button that deleted them", async () => {
  await chosen();
  screen.getByRole("button", { name: "Delete selected tiles" }).focus();
  await press("Delete selected tiles");
  await waitFor(() => expect(screen.getByRole("button", { name: "End selecting" })).toHaveFocus());
});

it("chosen tiles go to another dashboard together, and come back together", async () => {
  const host = await chosen();
  await press("Copy or move to a dashboard");
  await fireEvent.change(screen.getByLabelText("To dashboard"), { target: { value: "d2" } });
  await press("Move there");
  await screen.findByText("2 tiles moved to “Garden”");
  expect([titles(host, 0), titles(host, 1)]).toEqual([["Rain"], ["Kitchen air", "Kitchen light"]]);
  await press("Undo");
  await waitFor(() => expect(titles(host, 1)).toEqual([]));
  expect(titles(host, 0)).toEqual(["Kitchen air", "Kitchen light", "Rain"]);
});

it("a step that would leave a tile on two dashboards, or on none, is not offered", async () => {
  const host = await chosen();
  await press("Copy or move to a dashboard");
  await fireEvent.change(screen.getByLabelText("To dashboard"), { target: { value: "d2" } });
  await press("Move there");
  await screen.findByText("2 tiles moved to “Garden”");
  await press("End selecting");
  const step = () => screen.getByRole("button", { name: "Undo last change" });
  await waitFor(() => expect(step()).toBeDisabled());
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  expect(host.askedFor("restore_dashboard")).toEqual([]);
  await press("Undo");
  await waitFor(() => expect(titles(host, 1)).toEqual([]));
  await waitFor(() => expect(step()).toBeDisabled());
});

it("tiles for another device: the part that differs is proposed, titles and topics follow, and the next one can be typed", async () => {
  const host = await chosen();
  await press("Duplicate for another device");
  const sheet = within(screen.getByRole("dialog", { name: "For another device" }));
  expect(sheet.getByLabelText("In the topics, instead of")).toHaveValue("kitchen");
  expect(sheet.getByLabelText("In the titles, instead of")).toHaveValue("Kitchen");
  const to = sheet.getByLabelText("The other device has");
  await fireEvent.input(to, { target: { value: "bath_room" } });
  expect(sheet.getByText("home/bath_room/air")).toBeInTheDocument();
  expect(sheet.getByText("Bath room light")).toBeInTheDocument();
  await press("Add 2 tiles");
  await waitFor(() => expect(titles(host, 0)?.slice(3)).toEqual(["Bath room air", "Bath room light"]));
  await waitFor(() => expect(to).toHaveValue(""));
  expect(sheet.getByRole("status")).toHaveTextContent("2 tiles added for “bath_room”");
  await fireEvent.input(to, { target: { value: "kitchen" } });
  expect(sheet.getByText("This is the device they are for already.")).toBeInTheDocument();
});

it("nothing is added where one of the new tiles would be wrong", async () => {
  const host = await chosen();
  host.answers.check_tile = ({ draft }) =>
    draft.title.endsWith("light") ? [{ field: "bindings.value.topic", fault: { kind: "required" } }] : [];
  await press("Duplicate for another device");
  await fireEvent.input(screen.getByLabelText("The other device has"), { target: { value: "x" } });
  await press("Add 2 tiles");
  expect(await screen.findByText("X light: This is needed.")).toBeInTheDocument();
  expect(host.askedFor("edit_dashboard")).toEqual([]);
});

it("no more are chosen than one undo takes back", () => {
  let full = 0;
  const selection = new Selection(() => full++);
  selection.choose(Array.from({ length: MOST + 5 }, (_, at) => `t${at}`));
  expect([selection.has(`t${MOST - 1}`), selection.has(`t${MOST}`), full]).toEqual([true, false, 1]);
  selection.toggle("another");
  expect([selection.has("another"), full]).toEqual([false, 2]);
});
