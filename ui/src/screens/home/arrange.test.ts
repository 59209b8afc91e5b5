import { describe, expect, it, vi } from "vitest";
import type { ArrangedLayouts, DashboardEdit } from "../../lib/bindings/api";
import { dashboardOf } from "../../host/fake";
import { valueTile } from "../../test/app";
import { Arrange } from "./arrange.svelte";

const CELL = { column: 100, row: 60 };

function board() {
  const view = dashboardOf("d1", "D", [valueTile("a", "A"), valueTile("b", "B")]);
  const asked: DashboardEdit[] = [];
  const waiting: ((layouts: ArrangedLayouts) => void)[] = [];
  const dashboards = {
    preview: vi.fn((_: string, edit: DashboardEdit) => {
      asked.push(edit);
      return new Promise<ArrangedLayouts>((done) => waiting.push(done));
    }),
    edit: vi.fn(async () => view),
  };
  const arrange = new Arrange(
    dashboards as never,
    () => view,
    () => "narrow",
    () => ({ width: 1, height: 2 }),
    vi.fn(),
  );
  return { arrange, asked, waiting, dashboards, view };
}

describe("a tile under the finger", () => {
  it("asks for a preview only when it comes over another cell", () => {
    const { arrange, asked } = board();
    arrange.begin("a", "move");
    arrange.drag(10, 10, CELL);
    arrange.drag(20, 25, CELL);
    expect(asked).toEqual([]);
    arrange.drag(20, 45, CELL);
    expect(asked).toEqual([{ edit: "moveTile", grid: "narrow", tile: "a", column: 0, row: 1 }]);
  });

  it("has one question under way, and then asks for where it is now", async () => {
    const { arrange, asked, waiting, view } = board();
    arrange.begin("a", "move");
    for (const row of [1, 2, 3]) arrange.drag(0, row * 60, CELL);
    expect(asked).toHaveLength(1);
    waiting[0]?.(view.layouts);
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toMatchObject({ row: 3 });
  });

  it("is saved where it was dropped", async () => {
    const { arrange, dashboards } = board();
    arrange.begin("a", "move");
    arrange.drag(0, 130, CELL);
    await arrange.drop();
    expect(dashboards.edit).toHaveBeenCalledWith("d1", {
      edit: "moveTile",
      grid: "narrow",
      tile: "a",
      column: 0,
      row: 2,
    });
    expect(arrange.held).toBeUndefined();
  });

  it("dropped where it came from changes nothing", async () => {
    const { arrange, dashboards } = board();
    arrange.begin("a", "move");
    arrange.drag(0, 130, CELL);
    arrange.drag(5, 5, CELL);
    await arrange.drop();
    expect(dashboards.edit).not.toHaveBeenCalled();
  });

  it("does not become smaller than its kind allows, nor wider than the board", async () => {
    const { arrange, dashboards } = board();
    arrange.begin("b", "resize");
    arrange.drag(900, -900, CELL);
    await arrange.drop();
    expect(dashboards.edit).not.toHaveBeenCalled();
    arrange.begin("a", "resize");
    arrange.drag(900, -900, CELL);
    await arrange.drop();
    expect(dashboards.edit).toHaveBeenCalledWith(
      "d1",
      expect.objectContaining({ edit: "resizeTile", size: { width: 4, height: 2 } }),
    );
  });

  it("let go with Escape stays where it was", async () => {
    const { arrange, dashboards, view } = board();
    arrange.begin("a", "move");
    arrange.drag(0, 130, CELL);
    arrange.cancel();
    await arrange.drop();
    expect(dashboards.edit).not.toHaveBeenCalled();
    expect(arrange.layout).toBe(view.layouts.narrow);
  });
});
