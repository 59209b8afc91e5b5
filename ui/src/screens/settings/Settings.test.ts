import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { dashboardOf } from "../../host/fake";
import { broker, start, valueTile } from "../../test/app";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

async function settings(...args: Parameters<typeof start>) {
  const host = await start(...args);
  location.hash = "#/settings";
  await screen.findByRole("heading", { name: "Settings" });
  return host;
}

const demo = () => broker(undefined, { id: "demo", name: "Demo", origin: "demo" });
const demoTile = () => {
  const tile = valueTile("air", "Air");
  return { ...tile, bindings: { value: { ...tile.bindings["value"]!, broker: "demo" } } };
};

describe("settings", () => {
  it("deletes a broker only after its name was confirmed", async () => {
    const host = await settings([]);
    await press("Delete Farm");
    const dialog = within(screen.getByRole("dialog", { name: "Delete Farm?" }));
    expect(host.askedFor("delete_broker")).toEqual([]);
    await fireEvent.click(dialog.getByRole("button", { name: "Delete broker" }));
    await waitFor(() => expect(host.askedFor("delete_broker")).toEqual([{ broker: "farm" }]));
  });

  it("shows a theme at once and keeps it", async () => {
    const host = await settings([]);
    await fireEvent.click(screen.getByRole("radio", { name: "Light" }));
    await waitFor(() => expect(document.documentElement).toHaveAttribute("data-theme", "light"));
    expect(host.askedFor("save_preferences").at(-1)?.preferences.theme).toBe("light");
  });

  it("says what is wrong with a broker that is away", async () => {
    await settings([], {
      brokers: [
        broker({
          state: "stopped",
          reason: { kind: "refused", refusal: { code: 134, reason: "badUserNameOrPassword", text: null } },
        }),
      ],
    });
    expect(screen.getByText(/refused this user name or password/)).toBeInTheDocument();
  });

  it("lists a broker with its address and how fast it answers", async () => {
    await settings([]);
    const line = screen.getByRole("button", { name: "Details of Farm" });
    await waitFor(() => expect(line).toHaveAccessibleDescription("Connected · 192.168.1.20:1883 · 12 ms"));
  });

  it("says that a broker was switched off", async () => {
    await settings([], { brokers: [broker({ state: "idle" }, { enabled: false })] });
    expect(screen.getByRole("button", { name: "Details of Farm" })).toHaveAccessibleDescription(/^Off/);
  });

  it("leads to the screen of a broker", async () => {
    await settings([]);
    await press("Details of Farm");
    expect(screen.getByRole("dialog", { name: "Farm" })).toBeInTheDocument();
  });

  it("removes an untouched demo at once, and leads to Welcome", async () => {
    await settings([demoTile()], { brokers: [demo()] });
    await press("Remove the demo");
    expect(await screen.findByRole("button", { name: "Try the demo" })).toBeInTheDocument();
  });

  it("removes the last broker, and the demo then begins on Home, not in Settings", async () => {
    const host = await settings([demoTile()], { brokers: [demo()] });
    await press("Remove the demo");
    host.answers.start_demo = () => ({
      ...host.session,
      brokers: [demo()],
      dashboards: [dashboardOf("d2", "Greenhouse", [demoTile()])],
    });
    await fireEvent.click(await screen.findByRole("button", { name: "Try the demo" }));
    expect(await screen.findByRole("button", { name: "Edit dashboard" })).toBeInTheDocument();
  });

  it("asks before it removes a demo whose dashboard was changed", async () => {
    const dashboards = [{ ...dashboardOf("d1", "Greenhouse", [demoTile()]), revision: 4 }];
    const host = await settings([], { brokers: [demo()], dashboards });
    await press("Remove the demo");
    expect(screen.getByRole("dialog", { name: "Remove the demo?" })).toBeInTheDocument();
    expect(host.askedFor("remove_demo")).toEqual([]);
  });
});
