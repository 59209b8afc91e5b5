import { flushSync } from "svelte";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { FakeHost } from "../host/fake";
import type { Reading } from "./bindings/api";
import { useHost } from "./call";
import { Events } from "./events";
import { Feed } from "./feed.svelte";
import { asking } from "../test/events";
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
    since: null,
    expires: null,
  };
}

async function opened() {
  const host = new FakeHost();
  useHost(host);
  const events = new Events();
  const feed = new Feed(events);
  events.start();
  onTestFinished(() => events.stop());
  await asking(host);
  return { host, feed };
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
    await asking(host);
    flushSync();
    expect(a.runs).toHaveBeenCalledTimes(2);
    expect(a.runs).toHaveBeenLastCalledWith({ type: "number", value: 5 });
    expect(b.runs).toHaveBeenCalledTimes(1);
    a.stop();
    b.stop();
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
    await asking(host);
    feed.drop(new Set(["t1"]));
    expect(feed.reading("t1/value")).toBeUndefined();
    expect(feed.reading("t10/value")?.value).toEqual({ type: "number", value: 6 });
  });

  it("says again what is in view when the engine begins anew", async () => {
    const { host, feed } = await opened();
    feed.watch(["a/value"]);
    await Promise.resolve();
    host.push({ readings: [reading("a/value", 5)] });
    await asking(host);
    host.beginAnew();
    host.push({ readings: [reading("a/value", 6)] });
    await asking(host);
    expect(host.askedFor("watch").map((it) => it.bindings)).toEqual([["a/value"], ["a/value"]]);
  });
});
