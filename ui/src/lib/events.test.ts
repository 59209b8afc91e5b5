import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { FakeHost } from "../host/fake";
import { useHost } from "./call";
import { Events } from "./events";
import { asking } from "../test/events";

const idle = { broker: "farm", connection: { state: "idle" } } as const;

async function started() {
  const host = new FakeHost();
  useHost(host);
  const events = new Events();
  const heard = vi.fn();
  events.on("connections", heard);
  events.start();
  onTestFinished(() => events.stop());
  await asking(host);
  return { host, events, heard };
}

const after = (host: FakeHost) => host.askedFor("next_events").map((it) => it.after);

describe("events", () => {
  it("reach who listens to their topic, and no one else", async () => {
    const { host, events, heard } = await started();
    const others = vi.fn();
    events.on("commands", others);
    host.push({ connections: [idle] });
    await asking(host);
    expect(heard).toHaveBeenCalledExactlyOnceWith([idle]);
    expect(others).not.toHaveBeenCalled();
  });

  it("go on when a listener fails", async () => {
    const { host, events, heard } = await started();
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    events.on("commands", () => {
      throw new Error("a defect");
    });
    host.push({ commands: [], connections: [idle] });
    await asking(host);
    expect(heard).toHaveBeenCalledOnce();
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });

  it("are asked for once, however often they are started", async () => {
    const { host, events } = await started();
    events.start();
    expect(after(host)).toEqual([0]);
  });

  it("say when the page is hidden", async () => {
    const { host } = await started();
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(host.askedFor("set_visible").at(-1)).toEqual({ visible: false });
    vi.restoreAllMocks();
  });
});

describe("the next batch is asked for", () => {
  let frames: FrameRequestCallback[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    frames = [];
    vi.stubGlobal("requestAnimationFrame", (then: FrameRequestCallback) => frames.push(then));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("when the last one is shown, and not before", async () => {
    const { host, heard } = await started();
    host.push({ connections: [idle] });
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toHaveBeenCalledOnce();
    expect(after(host)).toEqual([0]);
    for (const frame of frames) frame(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(after(host)).toEqual([0, 1]);
  });

  it("even when no frame comes, and once when both the frame and the time come", async () => {
    const { host } = await started();
    host.push({ connections: [idle] });
    await vi.advanceTimersByTimeAsync(300);
    expect(after(host)).toEqual([0, 1]);
    for (const frame of frames) frame(0);
    await vi.advanceTimersByTimeAsync(2000);
    expect(after(host)).toEqual([0, 1]);
  });

  it("again after a while when another page took it over", async () => {
    const { host } = await started();
    void host.call("next_events", { after: 0 });
    await vi.advanceTimersByTimeAsync(900);
    expect(after(host)).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(200);
    expect(after(host)).toEqual([0, 0, 0]);
  });

  it("again after a while when that was refused", async () => {
    const { host } = await started();
    host.failOnce("next_events", { code: "internal", detail: { message: "busy" } });
    host.push({ connections: [idle] });
    for (let second = 0; second < 3; second++) await vi.advanceTimersByTimeAsync(1000);
    expect(after(host)).toEqual([0, 1, 1]);
  });
});
