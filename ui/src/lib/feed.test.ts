import { flushSync } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { FakeHost } from "../host/fake";
import { understand } from "../host/fake/paste";
import type { Reading } from "./bindings/api";
import { useHost } from "./call";
import { Feed } from "./feed.svelte";
import { effectRoot } from "../test/effects.svelte";

function reading(binding: string, value: number): Reading {
  return {
    binding,
    at: 1,
    value: { type: "number", value },
    unit: null,
    decimals: 0,
    retained: false,
    problem: null,
    payload: null,
    contentType: null,
    userProperties: [],
    expires: null,
  };
}

async function opened() {
  const host = new FakeHost();
  useHost(host);
  const listeners = { connections: vi.fn(), commands: vi.fn(), offered: vi.fn() };
  const feed = new Feed(listeners);
  await feed.open();
  return { host, feed, listeners };
}

/** Counts how often something that reads these bindings runs. */
function reader(feed: Feed, key: string) {
  feed.prepare([key]);
  const runs = vi.fn();
  const stop = effectRoot(() => runs(feed.reading(key)?.value));
  return { runs, stop };
}

describe("the feed", () => {
  it("runs again only what reads a binding that the batch names", async () => {
    const { host, feed } = await opened();
    const [a, b] = [reader(feed, "t1/value"), reader(feed, "t2/value")];
    flushSync();
    host.push({ readings: [reading("t1/value", 5)] });
    flushSync();
    expect(a.runs).toHaveBeenCalledTimes(2);
    expect(a.runs).toHaveBeenLastCalledWith({ type: "number", value: 5 });
    expect(b.runs).toHaveBeenCalledTimes(1);
    a.stop();
    b.stop();
  });

  it("acknowledges each batch after it was applied, and not before", async () => {
    const { host, feed } = await opened();
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (then: FrameRequestCallback) => frames.push(then));
    feed.prepare(["t1/value"]);
    const batch = host.push({ readings: [reading("t1/value", 5)] });
    expect(feed.reading("t1/value")?.value).toEqual({ type: "number", value: 5 });
    expect(host.askedFor("acknowledge")).toEqual([]);
    for (const frame of frames) frame(0);
    expect(host.askedFor("acknowledge")).toEqual([{ feed: 1, batch }]);
    vi.unstubAllGlobals();
  });

  it("acknowledges even when no frame comes", async () => {
    const { host } = await opened();
    vi.useFakeTimers();
    vi.stubGlobal("requestAnimationFrame", () => 0);
    const batch = host.push({});
    vi.advanceTimersByTime(300);
    expect(host.askedFor("acknowledge")).toEqual([{ feed: 1, batch }]);
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("acknowledges once when both the frame and the time come", async () => {
    const { host } = await opened();
    vi.useFakeTimers();
    host.push({});
    vi.advanceTimersByTime(2000);
    expect(host.askedFor("acknowledge")).toHaveLength(1);
    vi.useRealTimers();
  });

  it("still acknowledges a batch whose listener throws", async () => {
    const { host, listeners } = await opened();
    listeners.commands.mockImplementation(() => {
      throw new Error("a broken tile");
    });
    vi.useFakeTimers();
    expect(() => host.push({ commands: [{ id: 1, tile: "t", slot: "set", value: true, state: "sent" }] })).toThrow();
    vi.advanceTimersByTime(300);
    expect(host.askedFor("acknowledge")).toHaveLength(1);
    vi.useRealTimers();
  });

  it("watches the sum of what is in view, in one call, until the last one leaves", async () => {
    const { host, feed } = await opened();
    const first = feed.watch(["a/value", "b/value"]);
    const second = feed.watch(["b/value"]);
    await Promise.resolve();
    first();
    await Promise.resolve();
    second();
    await Promise.resolve();
    expect(host.askedFor("watch").map((it) => it.bindings)).toEqual([["a/value", "b/value"], ["b/value"], []]);
  });

  it("asks again for what is in view when that was refused", async () => {
    const { host, feed } = await opened();
    vi.useFakeTimers();
    host.failOnce("watch", { code: "internal", detail: { message: "busy" } });
    feed.watch(["a/value"]);
    await vi.advanceTimersByTimeAsync(1100);
    await vi.advanceTimersByTimeAsync(5000);
    expect(host.askedFor("watch").map((it) => it.bindings)).toEqual([["a/value"], ["a/value"]]);
    vi.useRealTimers();
  });

  it("keeps nothing of a tile that is gone", async () => {
    const { host, feed } = await opened();
    host.push({ readings: [reading("t1/value", 5), reading("t10/value", 6)] });
    feed.drop(new Set(["t1"]));
    expect(feed.reading("t1/value")).toBeUndefined();
    expect(feed.reading("t10/value")?.value).toEqual({ type: "number", value: 6 });
  });

  it("says when the window is hidden", async () => {
    const { host } = await opened();
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(host.askedFor("set_visible").at(-1)).toEqual({ feed: 1, visible: false });
  });

  it("hands on what an opened link says of a broker", async () => {
    const { host, listeners } = await opened();
    const link = understand("mqtt://farm.example:1883", () => 0);
    host.push({ offered: [link] });
    expect(listeners.offered).toHaveBeenCalledWith([link]);
  });
});
