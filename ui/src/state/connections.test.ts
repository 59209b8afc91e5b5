import { describe, expect, it, onTestFinished, vi } from "vitest";
import { FakeHost } from "../host/fake";
import { demoBroker } from "../host/fake/samples";
import { useHost } from "../lib/call";
import { Events } from "../lib/events";
import { Connections } from "./connections.svelte";

const broker = (id: string) => demoBroker(id, id, { connection: { state: "idle" } });

describe("connections", () => {
  it("believe the feed, even when it was faster than the answer that brings the broker", () => {
    const connections = new Connections(new Events());
    connections.apply([{ broker: "demo", connection: { state: "online", since: 1, endpoint: 0, ending: null } }]);
    connections.load([broker("demo")]);
    expect(connections.online(["demo"])).toBe(true);
    connections.put(broker("demo"));
    expect(connections.online(["demo"])).toBe(true);
  });

  it("forget a broker that is gone, so that a new one of its name starts anew", () => {
    const connections = new Connections(new Events());
    connections.load([broker("demo")]);
    connections.apply([{ broker: "demo", connection: { state: "online", since: 1, endpoint: 0, ending: null } }]);
    connections.load([]);
    connections.load([broker("demo")]);
    expect(connections.online(["demo"])).toBe(false);
  });

  it("follow what another client saves and deletes", async () => {
    const host = new FakeHost({ brokers: [broker("demo")] });
    useHost(host);
    const events = new Events();
    const connections = new Connections(events);
    connections.load([broker("demo")]);
    events.start();
    onTestFinished(() => events.stop());
    host.session.brokers = [broker("barn")];
    host.push({
      documents: [
        { kind: "broker", id: "barn", revision: 1 },
        { kind: "broker", id: "demo", revision: null },
      ],
    });
    await vi.waitFor(() => expect(connections.brokers.map(({ id }) => id)).toEqual(["barn"]));
  });
});
