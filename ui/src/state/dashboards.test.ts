import { describe, expect, it, onTestFinished, vi } from "vitest";
import { dashboardOf, FakeHost } from "../host/fake";
import { useHost } from "../lib/call";
import { Events } from "../lib/events";
import { valueTile } from "../test/app";
import { Dashboards } from "./dashboards.svelte";
import { Notices } from "./notices.svelte";

function opened() {
  const tiles = [valueTile("air", "Air"), valueTile("soil", "Soil")];
  const host = new FakeHost({ dashboards: [dashboardOf("d1", "Greenhouse", tiles)] });
  useHost(host);
  const notices = new Notices();
  const gone: string[][] = [];
  const events = new Events();
  const dashboards = new Dashboards(
    events,
    notices,
    () => {},
    (tiles) => void gone.push([...tiles]),
  );
  dashboards.load(host.session.dashboards, "d1");
  const undo = () => notices.toasts.find((toast) => toast.action)?.action?.run();
  return { host, events, dashboards, undo, gone };
}

describe("an undo", () => {
  it("takes back the deletion alone, also when another change was still being saved at the press", async () => {
    const { host, dashboards, undo } = opened();
    void dashboards.edit("d1", { edit: "rename", name: "Barn" });
    await dashboards.deleteTile("d1", "soil");
    undo();
    await dashboards.edit("d1", { edit: "rename", name: "Shed" });
    expect(host.askedFor("restore_dashboard")).toEqual([{ dashboard: "d1", revision: 2 }]);
  });

  it("has its turn before what is changed after it", async () => {
    const { host, dashboards, undo } = opened();
    await dashboards.deleteTile("d1", "soil");
    undo();
    await dashboards.edit("d1", { edit: "rename", name: "Shed" });
    const order = host.asked.map((it) => it.name);
    expect(order).toEqual(["edit_dashboard", "restore_dashboard", "edit_dashboard"]);
    expect(dashboards.current?.dashboard.name).toBe("Shed");
  });
});

it("a tile that is deleted, or goes with its dashboard, is said to be gone", async () => {
  const { dashboards, gone } = opened();
  await dashboards.deleteTile("d1", "soil");
  await dashboards.delete("d1");
  expect(gone).toEqual([["soil"], ["air"]]);
});

describe("what another client", () => {
  it("saves or deletes is shown", async () => {
    const { host, events, dashboards } = opened();
    events.start();
    onTestFinished(() => events.stop());
    host.session.dashboards = [{ ...dashboardOf("d1", "Barn", []), revision: 2 }, dashboardOf("d2", "Shed", [])];
    host.push({ documents: ["d1", "d2"].map((id) => ({ kind: "dashboard", id, revision: 2 })) });
    const names = () => dashboards.all.map((it) => it.dashboard.name);
    await vi.waitFor(() => expect(names()).toEqual(["Barn", "Shed"]));
    host.session.dashboards = host.session.dashboards.slice(1);
    host.push({ documents: [{ kind: "dashboard", id: "d1", revision: null }] });
    await vi.waitFor(() => expect(names()).toEqual(["Shed"]));
  });
});
