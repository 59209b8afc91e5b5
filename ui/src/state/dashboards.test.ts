import { describe, expect, it } from "vitest";
import { dashboardOf, FakeHost } from "../host/fake";
import { useHost } from "../lib/call";
import { valueTile } from "../test/app";
import { Dashboards } from "./dashboards.svelte";
import { Notices } from "./notices.svelte";

function opened() {
  const tiles = [valueTile("air", "Air"), valueTile("soil", "Soil")];
  const host = new FakeHost({ dashboards: [dashboardOf("d1", "Greenhouse", tiles)] });
  useHost(host);
  const notices = new Notices();
  const gone: string[][] = [];
  const dashboards = new Dashboards(
    notices,
    () => {},
    (tiles) => void gone.push([...tiles]),
  );
  dashboards.load(host.session.dashboards, "d1");
  const undo = () => notices.toasts.find((toast) => toast.action)?.action?.run();
  return { host, dashboards, undo, gone };
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
