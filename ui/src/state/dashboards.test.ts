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
    await dashboards.deleteTiles("d1", ["soil"]);
    undo();
    await dashboards.edit("d1", { edit: "rename", name: "Shed" });
    expect(host.askedFor("restore_dashboard")).toEqual([{ dashboard: "d1", revision: 2 }]);
  });

  it("has its turn before what is changed after it", async () => {
    const { host, dashboards, undo } = opened();
    await dashboards.deleteTiles("d1", ["soil"]);
    undo();
    await dashboards.edit("d1", { edit: "rename", name: "Shed" });
    const order = host.asked.map((it) => it.name);
    expect(order).toEqual(["edit_dashboard", "restore_dashboard", "edit_dashboard"]);
    expect(dashboards.current?.dashboard.name).toBe("Shed");
  });
});

it("an undo never overwrites what another window saved, not even in the moment before it", async () => {
  const { host, dashboards } = opened();
  await dashboards.edit("d1", { edit: "rename", name: "Barn" });
  // Saved there, and not told here yet.
  await host.call("edit_dashboard", { dashboard: "d1", edit: { edit: "rename", name: "Theirs" } });
  expect(await dashboards.restore("d1", 1)).toBeUndefined();
  expect(dashboards.current?.dashboard.name).toBe("Theirs");
  // Now it is known, and not even asked for.
  const asked = host.askedFor("restore_dashboard").length;
  expect(await dashboards.restore("d1", 1)).toBeUndefined();
  expect(host.askedFor("restore_dashboard")).toHaveLength(asked);
});

it("a tile that is deleted, or goes with its dashboard, is said to be gone", async () => {
  const { dashboards, gone } = opened();
  await dashboards.deleteTiles("d1", ["soil"]);
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

function two() {
  const host = new FakeHost({
    dashboards: [dashboardOf("d1", "Greenhouse", [valueTile("air", "Air")]), dashboardOf("d2", "Barn", [])],
  });
  useHost(host);
  const notices = new Notices();
  const dashboards = new Dashboards(new Events(), notices, () => {});
  dashboards.load(host.session.dashboards, "d1");
  const titles = (id: string) => dashboards.get(id)?.dashboard.tiles.map((tile) => tile.title);
  const draft = valueTile("air", "Air");
  return { host, dashboards, notices, titles, draft };
}

it("a copy is a tile of its own, and the other one stays", async () => {
  const { dashboards, notices, titles, draft } = two();
  await dashboards.copyTiles("d2", [{ ...draft, title: "Air outside" }]);
  expect(titles("d1")).toEqual(["Air"]);
  expect(titles("d2")).toEqual(["Air outside"]);
  expect(notices.toasts[0]?.title).toBe("“Air outside” added to “Barn”");
});

it("a tile is moved, and the undo takes it back", async () => {
  const { dashboards, notices, titles, draft } = two();
  await dashboards.moveTiles("d1", "d2", [{ id: "air", draft }]);
  expect([titles("d1"), titles("d2")]).toEqual([[], ["Air"]]);
  notices.toasts.find((toast) => toast.action)?.action?.run();
  await vi.waitFor(() => expect(titles("d2")).toEqual([]));
  expect(titles("d1")).toEqual(["Air"]);
});

it("a move that cannot be undone leaves the tile where it went", async () => {
  const { host, dashboards, notices, titles, draft } = two();
  await dashboards.moveTiles("d1", "d2", [{ id: "air", draft }]);
  host.failOnce("restore_dashboard", { code: "internal", detail: { message: "full" } });
  notices.toasts.find((toast) => toast.action)?.action?.run();
  await vi.waitFor(() => expect(notices.toasts.some((toast) => toast.tone === "danger")).toBe(true));
  // In turn: what the undo would still have asked for is asked for before this.
  await dashboards.edit("d1", { edit: "rename", name: "Shed" });
  expect([titles("d1"), titles("d2")]).toEqual([[], ["Air"]]);
});

it("a tile that cannot be added there stays where it is", async () => {
  const { host, dashboards, titles, draft } = two();
  host.failOnce("edit_dashboard", { code: "internal", detail: { message: "full" } });
  await expect(dashboards.moveTiles("d1", "d2", [{ id: "air", draft }])).rejects.toThrow();
  expect(titles("d1")).toEqual(["Air"]);
});

it("of several tiles of which one cannot be added there, none is there and all stay", async () => {
  const { host, dashboards, titles, draft } = two();
  await dashboards.edit("d1", { edit: "addTile", draft: { ...draft, title: "Soil" } });
  const tiles = dashboards.get("d1")?.dashboard.tiles.map((tile) => ({ id: tile.id, draft: tile })) ?? [];
  const call = host.call.bind(host) as (name: string, args: unknown) => Promise<never>;
  let asked = 0;
  vi.spyOn(host, "call").mockImplementation((name: string, args: unknown) =>
    name === "edit_dashboard" && ++asked === 2 ? Promise.reject(new Error("full")) : call(name, args),
  );
  await expect(dashboards.moveTiles("d1", "d2", tiles)).rejects.toThrow();
  expect([titles("d1"), titles("d2")]).toEqual([["Air", "Soil"], []]);
});

it("a dashboard is not taken back over tiles that went to another one, nor over their way back", async () => {
  const { dashboards, notices, draft } = two();
  await dashboards.moveTiles("d1", "d2", [{ id: "air", draft }]);
  const gone = dashboards.get("d1")?.revision ?? 0;
  expect(dashboards.limits.crossed("d1")).toBe(gone);
  notices.toasts.find((toast) => toast.action)?.action?.run();
  await vi.waitFor(() => expect(dashboards.limits.crossed("d1")).toBeGreaterThan(gone));
});
