import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { dashboardOf, FakeHost } from "../../host/fake";
import { stored } from "../../host/fake/stored";
import type { HistoryOverview, Recording } from "../../lib/bindings/api";
import { broker, startWith, valueTile } from "../../test/app";

const DAY = 86_400_000;
const panel = (name: string) => within(screen.getByRole("dialog", { name }));
const press = (name: string, where = panel("Data")) => fireEvent.click(where.getByRole("button", { name }));
const choose = (label: string, value: string, where = panel("Data")) =>
  fireEvent.change(where.getByLabelText(label), { target: { value } });

const air = stored(1, {
  topic: "farm/air",
  samples: 1_200_000,
  bytes: 20_000_000,
  broker: "farm",
  bindings: ["air/value"],
  oldest: Date.now() - 100 * DAY,
});
const rain = stored(2, { topic: "farm/<b>rain", samples: 12, bytes: 204, broker: "gone" });

async function opened(more: Partial<HistoryOverview> = {}) {
  const host = new FakeHost({
    brokers: [broker()],
    dashboards: [dashboardOf("d1", "Greenhouse", [valueTile("air", "Air temperature")])],
  });
  Object.assign(host.history, { bytes: 20_000_204, series: [air, rain] }, more);
  await startWith(host);
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("button", { name: "Recorded data" }));
  await panel("Data").findByText("Recorded series");
  return host;
}

describe("the data screen", () => {
  it("is one line in Settings that says how it is", async () => {
    await opened({ recording: { kind: "paused" } });
    expect(screen.getByRole("button", { name: "Recorded data", hidden: true })).toHaveAccessibleDescription(
      "Recording paused · 20 MB of 1 GB",
    );
  });

  it("says how much of the space is used, and for what", async () => {
    await opened();
    const meter = panel("Data").getByRole("meter", { name: "Space used" });
    expect(meter).toHaveAttribute("aria-valuetext", "20 MB of 1 GB");
    expect(meter).toHaveAttribute("aria-valuenow", "2");
    expect(panel("Data").getByText(/^1,200,012 samples in 2 series · since /)).toBeInTheDocument();
  });

  it("says what would be here while nothing is recorded", async () => {
    await opened({ series: [], bytes: 4_096 });
    expect(panel("Data").getByText(/As soon as a tile reads a topic/)).toBeInTheDocument();
  });

  it.each<[Recording, string, RegExp]>([
    [{ kind: "on" }, "On", /Every value/],
    [{ kind: "diskFull" }, "Disk full", /no space left.*delete or move other files.*goes on by itself.*kept in memory/],
    [{ kind: "failed", message: "I/O\n<b>error" }, "Failed", /“I\/O <b>error”/],
  ])("tells %o in words", async (recording, state, what) => {
    await opened({ recording });
    expect(panel("Data").getByText(state)).toBeInTheDocument();
    expect(panel("Data").getByText(what)).toBeInTheDocument();
  });

  it("does not advise to keep less on a full disk, because that needs space too", async () => {
    await opened({ recording: { kind: "diskFull" } });
    expect(panel("Data").queryByText(/or keep less/)).toBeNull();
    expect(panel("Data").getByText(/Deleting history needs space too/)).toBeInTheDocument();
  });

  it("says that there is no history now, and why, and looks like it in Settings", async () => {
    const host = new FakeHost({ brokers: [broker()], dashboards: [dashboardOf("d1", "Greenhouse", [])] });
    const gone = { code: "noHistory", detail: { message: "file is not a database" } };
    host.answers.history_overview = () => Promise.reject(gone);
    await startWith(host);
    location.hash = "#/settings";
    const line = await screen.findByText("There is no history now");
    expect(line.querySelector("i")).toHaveClass("bad");
    await fireEvent.click(screen.getByRole("button", { name: "Recorded data" }));
    expect(panel("Data").getByText("There is no history now")).toBeInTheDocument();
    expect(panel("Data").getByText(/“file is not a database”.*Nothing is recorded/)).toBeInTheDocument();
  });

  it("pauses the recording and resumes it", async () => {
    const host = await opened();
    await press("Pause recording");
    await panel("Data").findByText("Paused");
    await fireEvent.click(await panel("Data").findByRole("button", { name: "Resume recording" }));
    await waitFor(() => expect(host.askedFor("pause_recording")).toEqual([{ paused: true }, { paused: false }]));
  });

  it("says how many samples were left out because they came too fast", async () => {
    await opened({ dropped: 12_408 });
    expect(panel("Data").getByText(/^12,408 samples came faster/)).toBeInTheDocument();
  });

  it("says how many samples had a time from before what is kept", async () => {
    await opened({ tooOld: 12 });
    expect(panel("Data").getByText(/^12 samples had a time older/)).toBeInTheDocument();
  });

  it("says where a damaged history was set aside", async () => {
    await opened({ setAside: "/data/history.db.damaged-1" });
    expect(panel("Data").getByText(/set aside as \/data\/history\.db\.damaged-1/)).toBeInTheDocument();
  });

  it("keeps for longer at once", async () => {
    const host = await opened();
    await choose("Keep for", "null");
    await waitFor(() =>
      expect(host.askedFor("set_retention")).toEqual([{ retention: { days: null, megabytes: 1_000 } }]),
    );
    expect(screen.queryByRole("dialog", { name: "Keep less history?" })).toBeNull();
  });

  it("asks before it keeps less and something would be deleted, and takes the choice back when left", async () => {
    const host = await opened();
    await choose("Keep for", "90");
    expect(
      panel("Keep less history?").getByText(/older than 90 days are deleted now, from 2 series/),
    ).toBeInTheDocument();
    await press("Cancel", panel("Keep less history?"));
    await waitFor(() => expect(panel("Data").getByLabelText("Keep for")).toHaveValue("365"));
    expect(host.askedFor("set_retention")).toEqual([]);
    await choose("Keep for", "90");
    await press("Delete and keep less", panel("Keep less history?"));
    await waitFor(() =>
      expect(host.askedFor("set_retention")).toEqual([{ retention: { days: 90, megabytes: 1_000 } }]),
    );
  });

  it("says on the spot what was not done", async () => {
    const host = await opened();
    host.failOnce("set_retention", { code: "notSaved", detail: { message: "disk full" } });
    await choose("At most", "5000");
    expect(await panel("Data").findByText("The change was not saved")).toBeInTheDocument();
    expect(panel("Data").getByLabelText("At most")).toHaveValue("1000");
  });

  it("lists each series with its tiles, broker, topic, samples and size", async () => {
    await opened();
    const row = panel("Data").getByRole("button", { name: "Details of Air temperature" });
    expect(row).toHaveAccessibleDescription(/Farm · farm\/air.*1,200,000 samples · .* – 2 min ago/);
    expect(row).toHaveTextContent("20 MB");
  });

  it("shows a series that no dashboard reads by its topic, as text", async () => {
    await opened();
    const row = panel("Data").getByRole("button", { name: "Details of farm/<b>rain" });
    expect(row).toHaveAccessibleDescription(/Deleted broker · Not on any dashboard/);
  });

  it("finds a series among many", async () => {
    const many = Array.from({ length: 30 }, (_, at) => stored(10 + at, { topic: `field/${at}`, samples: 1 }));
    await opened({ series: [air, ...many] });
    await fireEvent.input(panel("Data").getByLabelText("Filter"), { target: { value: "field/7" } });
    expect(panel("Data").getAllByRole("button", { name: /^Details of/ })).toHaveLength(1);
    await fireEvent.input(panel("Data").getByLabelText("Filter"), { target: { value: "nowhere" } });
    expect(panel("Data").getByText("No series has these words.")).toBeInTheDocument();
  });
});

it("shows the largest of very many, all when asked, and finds every one", async () => {
  const many = Array.from({ length: 120 }, (_, at) => stored(10 + at, { topic: `field/${at}`, samples: 1 }));
  await opened({ series: many });
  const rows = () => panel("Data").getAllByRole("button", { name: /^Details of/ });
  expect(rows()).toHaveLength(100);
  await fireEvent.input(panel("Data").getByLabelText("Filter"), { target: { value: "field/119" } });
  expect(rows()).toHaveLength(1);
  await fireEvent.input(panel("Data").getByLabelText("Filter"), { target: { value: "" } });
  await press("Show all 120");
  expect(rows()).toHaveLength(120);
});

describe("compacting", () => {
  it("shows how far it is, and what was given back", async () => {
    const host = await opened({ freeBytes: 5_000_000 });
    let finish = () => {};
    host.streams.compact_history = async (_args, onprogress) => {
      onprogress({ work: 7, done: 25, total: 100 });
      await new Promise<void>((done) => (finish = done));
      return Object.assign(host.history, { bytes: 15_000_204, freeBytes: 0 });
    };
    expect(panel("Data").getByText(/About 5.0 MB are no longer used/)).toBeInTheDocument();
    await press("Compact");
    expect(await panel("Data").findByText("Compacting… 25%")).toBeInTheDocument();
    finish();
    expect(await panel("Data").findByText("Done: 5.0 MB given back.")).toBeInTheDocument();
  });

  it("is cancelled by its number, even when that was not known yet", async () => {
    const host = await opened();
    let begin = () => {};
    host.streams.compact_history = async (_args, onprogress) => {
      await new Promise<void>((done) => (begin = done));
      onprogress({ work: 7, done: 0, total: 100 });
      return host.history;
    };
    await press("Compact");
    await fireEvent.click(await panel("Data").findByRole("button", { name: "Cancel" }));
    expect(host.askedFor("cancel_work")).toEqual([]);
    begin();
    await waitFor(() => expect(host.askedFor("cancel_work")).toEqual([{ work: 7 }]));
    expect(await panel("Data").findByText("Cancelled. Nothing was lost.")).toBeInTheDocument();
  });
});

describe("one series", () => {
  const series = async (name: string, more: Partial<HistoryOverview> = {}) => {
    const host = await opened(more);
    await press(`Details of ${name}`);
    return { host, sheet: panel(name) };
  };

  it("can be kept for longer than the rest", async () => {
    const { host, sheet } = await series("Air temperature");
    await choose("Keep", "forever", sheet);
    await waitFor(() => expect(host.askedFor("keep_series")).toEqual([{ series: 1, keep: { kind: "forever" } }]));
  });

  it("asks by its name before it keeps less and something would be deleted", async () => {
    const { host, sheet } = await series("Air temperature");
    await choose("Keep", "30", sheet);
    const asking = panel("Keep less of Air temperature?");
    expect(host.askedFor("keep_series")).toEqual([]);
    await press("Delete and keep less", asking);
    await waitFor(() =>
      expect(host.askedFor("keep_series")).toEqual([{ series: 1, keep: { kind: "days", days: 30 } }]),
    );
  });

  it("is deleted only after its name was confirmed, and its sheet closes with it", async () => {
    const { host, sheet } = await series("Air temperature");
    await press("Delete history…", sheet);
    const asking = panel("Delete the history of Air temperature?");
    expect(asking.getByText(/1,200,000 samples of “Air temperature” are deleted for good/)).toBeInTheDocument();
    await press("Delete history", asking);
    await waitFor(() => expect(host.askedFor("delete_series")).toEqual([{ series: 1 }]));
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Air temperature" })).toBeNull());
  });

  it("offers no import where no tile reads it, and says what to do", async () => {
    const { sheet } = await series("farm/<b>rain");
    expect(sheet.queryByRole("button", { name: "Import from CSV" })).toBeNull();
    expect(sheet.getByText(/put a tile on its topic/)).toBeInTheDocument();
  });

  it("says on the spot why it could not be deleted", async () => {
    const { host, sheet } = await series("Air temperature");
    host.failOnce("delete_series", { code: "notSaved", detail: { message: "locked" } });
    await press("Delete history…", sheet);
    await press("Delete history", panel("Delete the history of Air temperature?"));
    expect(await sheet.findByText("The change was not saved")).toBeInTheDocument();
  });
});
