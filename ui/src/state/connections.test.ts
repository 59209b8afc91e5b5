import { describe, expect, it } from "vitest";
import { demoBroker } from "../host/fake/samples";
import { Connections } from "./connections.svelte";

const broker = (id: string) => demoBroker(id, id, { connection: { state: "idle" } });

describe("connections", () => {
  it("believe the feed, even when it was faster than the answer that brings the broker", () => {
    const connections = new Connections();
    connections.apply([{ broker: "demo", connection: { state: "online", since: 1, endpoint: 0, ending: null } }]);
    connections.load([broker("demo")]);
    expect(connections.online(["demo"])).toBe(true);
    connections.put(broker("demo"));
    expect(connections.online(["demo"])).toBe(true);
  });

  it("forget a broker that is gone, so that a new one of its name starts anew", () => {
    const connections = new Connections();
    connections.load([broker("demo")]);
    connections.apply([{ broker: "demo", connection: { state: "online", since: 1, endpoint: 0, ending: null } }]);
    connections.load([]);
    connections.load([broker("demo")]);
    expect(connections.online(["demo"])).toBe(false);
  });
});
