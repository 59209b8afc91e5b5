import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import { dashboardOf, FakeHost } from "../host/fake";
import { stored } from "../host/fake/stored";
import { instead, route } from "../lib/route/route.svelte";
import { broker, start, startWith, valueTile } from "../test/app";

const two = () => [valueTile("air", "Air"), valueTile("soil", "Soil")];
const dialog = (name: string) => screen.findByRole("dialog", { name });
const noDialog = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
const at = (address: string) => waitFor(() => expect([route.address, location.hash]).toEqual([address, address]));

afterEach(async () => {
  instead("#/");
  await noDialog();
});

describe("an address opened cold", () => {
  for (const [address, name] of [
    ["#/home/d1/edit/tile/soil/edit", "Soil"],
    ["#/home/d1/tile/air/history", "Air history"],
    ["#/home/d1/edit/add", "Add tile"],
    ["#/home/d1/edit/add/value", "New value"],
    ["#/home/dashboard/new", "New dashboard"],
    ["#/home/d1/dashboard/d1/name", "Rename dashboard"],
    ["#/settings/broker/new", "Add broker"],
    ["#/settings/broker/farm", "Farm"],
    ["#/settings/broker/farm/edit", "Edit Farm"],
    ["#/settings/data", "Data"],
  ] as const) {
    it(`${address} shows what it names, over the screen it lies on`, async () => {
      await start(two());
      location.hash = address;
      expect(await dialog(name)).toBeInTheDocument();
      const screenOf = address.startsWith("#/home") ? "Home" : "Settings";
      const link = screen.getByRole("link", { name: screenOf, hidden: true });
      expect(link).toHaveAttribute("aria-current", "page");
      expect(location.hash).toBe(address);
    });
  }

  it("waits for what has to be loaded first: a series, and an import into it", async () => {
    const host = await start(two());
    host.history.series = [stored(7, { topic: "farm/air", samples: 3, broker: "farm", bindings: ["air/value"] })];
    location.hash = "#/settings/data/series/7/import/7";
    expect(await screen.findByRole("dialog", { name: "Import into Air" })).toBeInTheDocument();
    expect(screen.getByRole("dialog", { name: "Air" })).toBeInTheDocument();
  });

  it("chooses the dashboard it names", async () => {
    const dashboards = [dashboardOf("d1", "Greenhouse", two()), dashboardOf("d2", "Barn", [])];
    await start([], { dashboards });
    location.hash = "#/home/d2";
    await waitFor(() => expect(screen.getByRole("tab", { name: "Barn" })).toHaveAttribute("aria-selected", "true"));
    await fireEvent.click(screen.getByRole("tab", { name: "Greenhouse" }));
    await at("#/home/d1");
  });

  for (const [address, left, said] of [
    ["#/home/nothing", "#/home", "This dashboard is not there any more"],
    ["#/home/d1/tile/nobody/edit", "#/home/d1", "This tile is not there any more"],
    ["#/settings/broker/nobody/broker/nobody/edit", "#/settings", "This broker is not there any more"],
    ["#/settings/data/series/99", "#/settings/data", "This series is not there any more"],
    ["#/home/d1/add/hologram", "#/home/d1", "A tile of the kind “hologram” is not there any more"],
    ["#/settings/nonsense", "#/settings", "Nothing is at this address"],
  ] as const) {
    it(`${address} shows what is there and says what is not`, async () => {
      await start(two());
      location.hash = address;
      expect(await screen.findByText(said)).toBeInTheDocument();
      await at(left);
    });
  }

  it("while there is no broker is Welcome, and its form goes on at home when that has changed", async () => {
    await startWith(new FakeHost());
    location.hash = "#/home/broker/new";
    await dialog("Add broker");
    await at("#/welcome/broker/new");
    await fireEvent.input(screen.getByLabelText("Host"), { target: { value: "farm.example" } });
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await noDialog();
    await at("#/home");
  });
});

describe("back", () => {
  it("closes what is on top, and only that", async () => {
    await start(two());
    await fireEvent.click(screen.getByRole("button", { name: "Edit dashboard" }));
    await fireEvent.click(screen.getByRole("button", { name: "Edit Air" }));
    await dialog("Air");
    history.back();
    await noDialog();
    expect(screen.getByRole("button", { name: "Done" })).toBeInTheDocument();
    history.back();
    expect(await screen.findByRole("button", { name: "Edit dashboard" })).toBeInTheDocument();
  });

  it("asks before it loses what was typed, and then closes the question alone", async () => {
    await start(two());
    await fireEvent.click(screen.getByRole("button", { name: "Edit dashboard" }));
    await fireEvent.click(screen.getByRole("button", { name: "Edit Air" }));
    await dialog("Air");
    const address = location.hash;
    await fireEvent.input(screen.getByLabelText("Title"), { target: { value: "Air at the door" } });
    history.back();
    await dialog("Discard changes?");
    await at(address);
    history.back();
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Discard changes?" })).toBeNull());
    await at(address);
    expect(screen.getByLabelText("Title")).toHaveValue("Air at the door");
    history.back();
    await fireEvent.click(within(await dialog("Discard changes?")).getByRole("button", { name: "Discard" }));
    await noDialog();
  });

  it("closes a question before the screen that asks", async () => {
    await start(two());
    await fireEvent.click(screen.getByRole("link", { name: "Settings" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Delete Farm" }));
    await dialog("Delete Farm?");
    history.back();
    await noDialog();
    await at("#/settings");
    history.back();
    await at("#/home");
  });

  it("leads through nothing twice that was closed by a button", async () => {
    await start(two());
    await fireEvent.click(screen.getByRole("link", { name: "Settings" }));
    for (let i = 0; i < 3; i++) {
      await fireEvent.click(await screen.findByRole("button", { name: "Add broker" }));
      await fireEvent.click(within(await dialog("Add broker")).getByRole("button", { name: "Cancel" }));
      await at("#/settings");
    }
    history.back();
    await at("#/home");
  });
});

it("what is typed about something that goes meanwhile stays, and can be given up", async () => {
  const host = await start(two(), { brokers: [broker(), broker(undefined, { id: "barn", name: "Barn" })] });
  location.hash = "#/home/d1/edit/tile/air/edit";
  await dialog("Air");
  await fireEvent.input(screen.getByLabelText("Title"), { target: { value: "Air at the door" } });
  host.failOnce("edit_dashboard", { code: "notFound", detail: { what: "The tile" } });
  await fireEvent.click(screen.getByRole("button", { name: "Delete tile" }));
  expect(await screen.findByText("The tile is not there any more")).toBeInTheDocument();
  expect(screen.getByLabelText("Title")).toHaveValue("Air at the door");
});

it("no secret and no typed text is ever in an address", async () => {
  await start(two());
  location.hash = "#/settings/broker/new";
  await dialog("Add broker");
  await fireEvent.input(screen.getByLabelText("Password"), { target: { value: "s3cret" } });
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Barn" } });
  expect(location.href).not.toMatch(/s3cret|Barn/);
});
