import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeHost } from "../host/fake";
import type { CommandReport } from "../lib/bindings/api";
import { useHost } from "../lib/call";
import { Events } from "../lib/events";
import { Commands } from "./commands.svelte";

let host: FakeHost;
let commands: Commands;
const onerror = vi.fn();
const state = () => commands.report("pump", "set")?.state;
const report = (id: number, state: "sending" | "sent" | "confirmed" | "unconfirmed"): CommandReport => ({
  id,
  tile: "pump",
  slot: "set",
  value: true,
  state,
});

beforeEach(() => {
  vi.useFakeTimers();
  host = new FakeHost();
  useHost(host);
  commands = new Commands(new Events(), onerror);
  commands.prepare("pump", ["set"]);
  onerror.mockReset();
});
afterEach(() => vi.useRealTimers());

describe("a command", () => {
  it("is sending from the moment of the press", () => {
    void commands.send("pump", "set", true);
    expect(state()).toBe("sending");
  });

  it("confirmed before its own answer came stays confirmed", async () => {
    host.answers.send_command = () => report(7, "sending");
    const sent = commands.send("pump", "set", true);
    commands.apply([report(7, "confirmed")]);
    await sent;
    expect(state()).toBe("confirmed");
  });

  it("is not touched by what becomes of an older one", async () => {
    host.answers.send_command = () => report(8, "sending");
    commands.apply([report(7, "sending")]);
    await commands.send("pump", "set", true);
    commands.apply([report(7, "unconfirmed")]);
    expect(state()).toBe("sending");
  });

  it("that was unconfirmed can still be confirmed, and never goes back", () => {
    commands.apply([report(1, "sending"), report(1, "unconfirmed"), report(1, "confirmed"), report(1, "sending")]);
    expect(state()).toBe("confirmed");
  });

  it("that went well fades; one that is unconfirmed stays", () => {
    commands.apply([report(1, "sent")]);
    vi.advanceTimersByTime(10_000);
    expect(state()).toBeUndefined();
    commands.apply([report(2, "unconfirmed")]);
    vi.advanceTimersByTime(60_000);
    expect(state()).toBe("unconfirmed");
  });

  it("goes with its tile", () => {
    commands.apply([report(2, "sent"), report(3, "unconfirmed")]);
    commands.drop(new Set(["pump"]));
    expect(state()).toBeUndefined();
    expect(commands.lastSent("pump", "set")).toBeUndefined();
  });

  it("is remembered once it was sent, also when its report has faded and a later one went wrong", () => {
    commands.apply([report(1, "sending")]);
    expect(commands.lastSent("pump", "set")).toBeUndefined();
    commands.apply([report(1, "sent")]);
    vi.advanceTimersByTime(10_000);
    commands.apply([{ ...report(2, "sending"), value: false, state: "failed", reason: { kind: "connectionLost" } }]);
    expect(commands.lastSent("pump", "set")).toBe(true);
  });

  it("whose call is refused tells the person and is not left sending", async () => {
    host.failOnce("send_command", { code: "notFound", detail: { what: "The tile" } });
    await commands.send("pump", "set", true);
    expect(state()).toBeUndefined();
    expect(onerror).toHaveBeenCalledOnce();
  });
});
