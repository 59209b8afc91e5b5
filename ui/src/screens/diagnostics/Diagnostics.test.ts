import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { dashboardOf, FakeHost } from "../../host/fake";
import type { Counters, Diagnostics } from "../../lib/bindings/api";
import { broker, startWith, valueTile } from "../../test/app";

const counters = (more: Partial<Counters> = {}): Counters => ({
  messagesIn: 0,
  messagesOut: 0,
  bytesIn: 0,
  bytesOut: 0,
  connects: 1,
  tooLarge: 0,
  copies: 0,
  faults: 0,
  shed: 0,
  ...more,
});

const figures = (at: number, more: Partial<Counters> = {}): Diagnostics => ({
  at,
  running: 3 * 3_600_000 + 5 * 60_000,
  system: "linux x86_64",
  memory: 183_400_000,
  clients: 2,
  bindings: 60,
  switchedOff: 0,
  brokers: [
    {
      broker: "farm",
      counters: counters(more),
      shedBytes: 4_096,
      requests: { now: 3, most: 1_024 },
      latencyMs: 12.34,
    },
  ],
  history: { state: "on", waiting: { now: 20, most: 1_000_000 }, dropped: 0, droppedOutages: 7, tooOld: 0 },
  files: [
    { file: "documents", bytes: 40_960, setAside: 0 },
    { file: "history", bytes: 20_000_000, setAside: 2 },
  ],
  faults: [{ task: "connection", count: 3 }],
});

const START = Date.UTC(2026, 10, 27, 18);
const panel = () => within(screen.getByRole("dialog", { name: "Diagnostics" }));
const said = (label: string) => {
  const [term] = panel().getAllByText(label);
  return term?.nextElementSibling?.textContent;
};

/** Opens Settings → About → Diagnostics; each look at the figures is a second and a hundred messages later. */
async function opened() {
  const host = new FakeHost({
    brokers: [broker(undefined, { name: "barn.example.org" })],
    dashboards: [dashboardOf("d1", "Greenhouse", [valueTile("air", "Air temperature")])],
  });
  let looks = -1;
  host.answers.diagnostics = () => {
    looks++;
    return figures(START + looks * 1000, { messagesIn: 1_000 + looks * 100, bytesIn: 50_000 + looks * 2_000, shed: 9 });
  };
  await startWith(host);
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("button", { name: /^Diagnostics/ }));
  await panel().findByText("This window");
}

beforeEach(() => {
  vi.restoreAllMocks();
});

describe("diagnostics", () => {
  it("say what passed, what waits and what was left out", async () => {
    await opened();
    expect(said("Presses that wait")).toBe("3 of at most 1024");
    expect(said("Received in all")).toMatch(/^1\d00 \(5\d kB\)$/);
    expect(said("Left out: too many at once")).toBe("9 (4.1 kB)");
    expect(said("Samples that wait for the disk")).toBe("20 of at most 1,000,000");
    expect(said("Interruptions lost: no room")).toBe("7");
    expect(said("Memory of the app")).toBe("183 MB");
    expect(said("Running for")).toBe("3 h 5 min");
    expect(said("Faults in Tilework: a connection")).toBe("3");
    expect(said("History")).toBe("20 MB · 2 damaged files set aside");
    expect(said("Brokers and dashboards")).toBe("41 kB");
  });

  it("say rates as soon as there were two looks", async () => {
    await opened();
    await vi.waitFor(() => expect(said("Received")).toBe("100 messages/s · 2.0 kB/s"), { timeout: 10_000 });
  });

  it("copy a report without any name of a person, a broker or a topic", async () => {
    const copied = vi.fn(async (_: string) => {});
    Object.defineProperty(navigator, "clipboard", { value: { writeText: copied }, configurable: true });
    await opened();
    await fireEvent.click(panel().getByRole("button", { name: "Copy report" }));
    await panel().findByText(/^Copied/);
    const text = copied.mock.calls[0]?.[0] ?? "";
    expect(text).toContain("Broker 1");
    expect(text).toContain("  Presses that wait: 3 of at most 1024");
    expect(text).toMatch(/^Tilework diagnostics, 2026-11-27T18:00:/);
    for (const name of ["barn", "example", "Air temperature", "farm/air", "Greenhouse"])
      expect(text).not.toContain(name);
  });

  it("show the report where the window may not copy", async () => {
    const refuse = async () => Promise.reject(new Error("refused"));
    Object.defineProperty(navigator, "clipboard", { value: { writeText: refuse }, configurable: true });
    await opened();
    await fireEvent.click(panel().getByRole("button", { name: "Copy report" }));
    const report = await panel().findByRole("textbox", { name: "Report" });
    expect((report as HTMLTextAreaElement).value).toContain("Broker 1");
  });

  it("say that the history could not be opened", async () => {
    const host = new FakeHost({ brokers: [broker()] });
    host.answers.diagnostics = () => ({ ...figures(START), history: null });
    await startWith(host);
    location.hash = "#/settings/diagnostics";
    await screen.findByText("The file could not be opened");
  });
});
