import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { FakeHost } from "../../host/fake";
import { certificate } from "../../host/fake/samples";
import type { ConnectionState } from "../../lib/bindings/api";
import { broker, start, startWith, valueTile } from "../../test/app";

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const two = () => [valueTile("air", "Air"), valueTile("soil", "Soil")];

describe("edit mode", () => {
  it("moves a tile with the arrow keys and saves each step", async () => {
    const host = await start(two());
    await press("Edit dashboard");
    const tile = screen.getByRole("button", { name: "Edit Air" });
    await fireEvent.keyDown(tile, { key: "ArrowDown" });
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(1));
    expect(host.askedFor("edit_dashboard")[0]).toEqual({
      dashboard: "d1",
      edit: { edit: "moveTile", grid: "narrow", tile: "air", column: 0, row: 1 },
    });
    expect(await screen.findByText("Air: column 1, row 2")).toBeInTheDocument();
  });

  it("takes every step of a fast typist, one after the other", async () => {
    const host = await start(two());
    await press("Edit dashboard");
    const tile = screen.getByRole("button", { name: "Edit Air" });
    for (let i = 0; i < 3; i++) fireEvent.keyDown(tile, { key: "ArrowDown" });
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(3));
    expect(host.askedFor("edit_dashboard").map((it) => "row" in it.edit && it.edit.row)).toEqual([1, 2, 3]);
  });

  it("resizes with Shift and an arrow", async () => {
    const host = await start(two());
    await press("Edit dashboard");
    await fireEvent.keyDown(screen.getByRole("button", { name: "Edit Air" }), { key: "ArrowDown", shiftKey: true });
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(1));
    expect(host.askedFor("edit_dashboard")[0]?.edit).toEqual({
      edit: "resizeTile",
      grid: "narrow",
      tile: "air",
      size: { width: 2, height: 3 },
    });
  });

  it("does not move a tile out of the board", async () => {
    const host = await start(two());
    await press("Edit dashboard");
    const tile = screen.getByRole("button", { name: "Edit Air" });
    await fireEvent.keyDown(tile, { key: "ArrowLeft" });
    await fireEvent.keyDown(tile, { key: "ArrowDown" });
    await waitFor(() => expect(host.askedFor("edit_dashboard")).toHaveLength(1));
    expect(host.askedFor("edit_dashboard")[0]?.edit).toMatchObject({ column: 0, row: 1 });
  });

  it("deletes a tile and brings it back with Undo", async () => {
    const host = await start(two());
    await press("Edit dashboard");
    await press("Delete Soil");
    expect(await screen.findByText("“Soil” deleted")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Edit Soil" })).toBeNull();
    await press("Undo");
    expect(await screen.findByRole("button", { name: "Edit Soil" })).toBeInTheDocument();
    expect(host.askedFor("restore_dashboard")).toEqual([{ dashboard: "d1", revision: 1 }]);
  });

  it("brings back all tiles that were deleted one after the other, with one Undo", async () => {
    const host = await start([...two(), valueTile("rain", "Rain")]);
    await press("Edit dashboard");
    // Both are pressed before the first is saved.
    void press("Delete Soil");
    void press("Delete Rain");
    expect(await screen.findByText("2 tiles deleted")).toBeInTheDocument();
    await press("Undo");
    expect(await screen.findByText("2 tiles are back")).toBeInTheDocument();
    expect(host.askedFor("restore_dashboard")).toEqual([{ dashboard: "d1", revision: 1 }]);
    for (const name of ["Edit Soil", "Edit Rain"]) expect(screen.getByRole("button", { name })).toBeInTheDocument();
  });

  it("takes an undo back when the dashboard was changed since: it would undo that too", async () => {
    await start(two());
    await press("Edit dashboard");
    await press("Delete Soil");
    await screen.findByText("“Soil” deleted");
    await fireEvent.keyDown(screen.getByRole("button", { name: "Edit Air" }), { key: "ArrowDown" });
    await waitFor(() => expect(screen.queryByRole("button", { name: "Undo" })).toBeNull());
  });

  it("deleted by keyboard hands the focus to the next tile, at last to Add tile", async () => {
    await start(two());
    await press("Edit dashboard");
    for (const [title, next] of [
      ["Air", "Edit Soil"],
      ["Soil", "Add tile"],
    ]) {
      const tile = screen.getByRole("button", { name: `Edit ${title}` });
      tile.focus();
      await fireEvent.keyDown(tile, { key: "Delete" });
      await waitFor(() => expect(screen.getByRole("button", { name: next })).toHaveFocus());
    }
  });

  it("lets a dragged tile go when the button was let go where nobody heard it", async () => {
    const capture = vi.fn();
    HTMLElement.prototype.setPointerCapture = capture;
    const host = await start(two());
    await press("Edit dashboard");
    const tile = screen.getByRole("button", { name: "Edit Air" });
    const at = (clientY: number, buttons: number) => ({ pointerId: 1, pointerType: "mouse", clientY, buttons });
    await fireEvent.pointerDown(tile, at(0, 1));
    expect(capture).toHaveBeenCalledWith(1);
    await fireEvent.pointerMove(tile, at(130, 1));
    expect(document.querySelector(".held")).not.toBeNull();
    await fireEvent.pointerMove(tile, at(200, 0));
    expect(document.querySelector(".held")).toBeNull();
    await fireEvent.pointerUp(tile, at(200, 0));
    expect(host.askedFor("edit_dashboard")).toEqual([]);
  });

  it("says when a change was not saved, and leaves the tile where it was", async () => {
    const host = await start(two());
    await press("Edit dashboard");
    host.failOnce("edit_dashboard", { code: "notSaved", detail: { message: "disk full" } });
    await press("Delete Soil");
    expect(await screen.findByText("The change was not saved")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Edit Soil" })).toBeInTheDocument();
  });

  it("ends with Done", async () => {
    await start(two());
    await press("Edit dashboard");
    await press("Done");
    expect(screen.queryByRole("button", { name: "Add tile" })).toBeNull();
  });
});

describe("dashboards", () => {
  it("are tabs, and the chosen one is kept for the next start", async () => {
    const host = await start(two());
    await press("New dashboard");
    await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Barn" } });
    await press("Create dashboard");
    const tab = await screen.findByRole("tab", { name: "Barn" });
    expect(tab).toHaveAttribute("aria-selected", "true");
    await fireEvent.click(screen.getByRole("tab", { name: "Greenhouse" }));
    expect(host.askedFor("save_preferences").at(-1)?.preferences.lastDashboard).toBe("d1");
  });

  it("come back with Undo after they were deleted", async () => {
    await start(two());
    await press("Edit dashboard");
    await press("Delete dashboard");
    await screen.findByText("“Greenhouse” deleted");
    await press("Undo");
    expect(await screen.findByRole("tab", { name: "Greenhouse" })).toBeInTheDocument();
  });

  it("say what would be here when they are empty", async () => {
    await start([]);
    expect(screen.getByText("Nothing on this dashboard yet")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Add tile" })).toBeInTheDocument();
  });
});

describe("the connection", () => {
  const at = (connection: ConnectionState) => start(two(), { brokers: [broker(connection)] });

  it("is text in the status, and changes as the feed says", async () => {
    const host = await at({ state: "connecting", attempt: 1 });
    expect(screen.getByRole("status")).toHaveTextContent("Farm · Connecting…");
    host.push({
      connections: [{ broker: "farm", connection: { state: "online", since: 1, endpoint: 0, ending: null } }],
    });
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Farm · Connected"));
  });

  it("lost says which broker, what is wrong and when the next attempt is", async () => {
    vi.spyOn(Date, "now").mockReturnValue(1_000_000);
    const host = await at({ state: "waiting", attempt: 2, until: 1_012_000, reason: { kind: "lost" } });
    const banner = within(screen.getByRole("region", { name: "Farm is offline" }));
    expect(banner.getByText(/The connection was closed or reset/)).toBeInTheDocument();
    expect(banner.getByText("Next attempt in 12 s.")).toBeInTheDocument();
    await fireEvent.click(banner.getByRole("button", { name: "Try now" }));
    expect(host.askedFor("reconnect")).toEqual([{ broker: "farm" }]);
  });

  it("refused offers the broker's form", async () => {
    await at({
      state: "stopped",
      reason: { kind: "refused", refusal: { code: 134, reason: "badUserNameOrPassword", text: null } },
    });
    await press("Edit broker");
    expect(screen.getByLabelText("Host")).toHaveValue("192.168.1.20");
  });

  it("leads from the banner to the broker's screen, where a certificate can be trusted", async () => {
    await at({ state: "stopped", reason: { kind: "certificate", problem: "expired", certificate: certificate() } });
    await press("Details");
    const panel = within(screen.getByRole("dialog", { name: "Farm" }));
    expect(panel.getByRole("button", { name: "Trust this certificate" })).toBeInTheDocument();
  });

  it("over the second address says so", async () => {
    await at({ state: "online", since: 1, endpoint: 1, ending: null });
    expect(screen.getByRole("status")).toHaveTextContent("Connected over the remote address");
  });

  it("with a certificate that ends warns until that was read", async () => {
    const notAfter = Date.now() + 3.5 * 86_400_000;
    await at({ state: "online", since: 1, endpoint: 0, ending: { owner: "broker", notAfter } });
    const banner = screen.getByRole("region", { name: /^The certificate of Farm ends on .*, in 3 days$/ });
    await fireEvent.click(within(banner).getByRole("button", { name: "Dismiss" }));
    expect(banner).not.toBeInTheDocument();
  });

  it("that was switched off is no trouble: status and tiles say that it is off", async () => {
    await start(two(), { brokers: [broker({ state: "idle" }, { enabled: false })] });
    expect(screen.getByRole("status")).toHaveTextContent("Farm · Off");
    expect(screen.queryByRole("region", { name: /offline/ })).not.toBeInTheDocument();
    expect((await screen.findAllByText("Broker is off")).length).toBeGreaterThan(0);
  });

  it("keeps the banner over the next attempts, until it is online again", async () => {
    const host = await at({ state: "waiting", attempt: 1, until: 0, reason: { kind: "portClosed" } });
    host.push({ connections: [{ broker: "farm", connection: { state: "connecting", attempt: 2 } }] });
    expect(await screen.findByText("Trying again now (attempt 2)…")).toBeInTheDocument();
    expect(screen.getByText(/Nothing listens on this port/)).toBeInTheDocument();
    host.push({
      connections: [{ broker: "farm", connection: { state: "online", since: 1, endpoint: 0, ending: null } }],
    });
    await waitFor(() => expect(screen.queryByRole("region", { name: "Farm is offline" })).toBeNull());
  });

  it("is said to be gone when the tiles' broker was deleted", async () => {
    await start(two(), { brokers: [broker(undefined, { id: "other", name: "Other" })] });
    expect(screen.getByText("A broker of these tiles was deleted")).toBeInTheDocument();
  });
});

describe("tiles", () => {
  it("of an unknown kind say so in their place, and the others live on", async () => {
    await start([valueTile("x", "Hologram", { kind: "hologram" }), valueTile("air", "Air")]);
    const broken = within(screen.getByRole("group", { name: "Hologram" }));
    expect(broken.getByText(/Unknown kind “hologram”/)).toBeInTheDocument();
    expect(await screen.findByRole("group", { name: "Air" })).toBeInTheDocument();
  });

  it("show a hostile title and value as text", async () => {
    const title = "<b>Air</b><script>alert(1)</script>";
    const host = await start([valueTile("air", title)]);
    await screen.findByRole("group", { name: title });
    host.push({
      readings: [
        {
          binding: "air/value",
          at: 1,
          value: { type: "text", value: "<img src=x>" },
          unit: "<i>",
          decimals: 0,
          retained: false,
          problem: null,
          payload: null,
          contentType: null,
          userProperties: [],
          since: null,
          expires: null,
        },
      ],
    });
    await waitFor(() => expect(screen.getByRole("group", { name: title })).toHaveTextContent("<img src=x>"));
    expect(document.querySelector("img, script")).toBeNull();
  });
});

describe("the start", () => {
  it("says what could not be opened, until it was read", async () => {
    await start([], { notices: [{ kind: "databaseSetAside", file: "tilework.db.damaged" }] });
    expect(screen.getByText(/tilework\.db\.damaged/)).toBeInTheDocument();
    await press("Dismiss");
    expect(screen.queryByText(/tilework\.db\.damaged/)).toBeNull();
  });

  it("that fails offers another try", async () => {
    const host = new FakeHost({ brokers: [broker()] });
    host.failOnce("session", { code: "internal", detail: { message: "no disk" } });
    await startWith(host);
    await press("Try again");
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeInTheDocument();
  });

  it("without a broker is Welcome, and the demo leads to a dashboard", async () => {
    const host = await startWith(new FakeHost());
    const shown = new FakeHost({ brokers: [broker()] }).session;
    host.answers.start_demo = () => shown;
    await press("Try the demo");
    expect(await screen.findByRole("link", { name: "Home" })).toBeInTheDocument();
  });
});

describe("a careful start", () => {
  const suspect = { tile: "air", title: "Air" };

  it("names the tile that is suspected and leads to its editor", async () => {
    await start(two(), { notices: [{ kind: "startedCarefully", suspect }] });
    const banner = screen.getByRole("region", { name: "All tiles are at rest" });
    expect(banner).toHaveTextContent("while it read the tile “Air”");
    await press("Edit “Air”");
    await waitFor(() => expect(location.hash).toContain("tile/air/edit"));
  });

  it("puts the tiles to work when the person says so, and is told no more", async () => {
    const host = await start(two(), { notices: [{ kind: "startedCarefully", suspect: null }] });
    host.answers.start_tiles = () => null;
    await press("Start the tiles");
    expect(host.askedFor("start_tiles")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByText("All tiles are at rest")).toBeNull());
  });
});
