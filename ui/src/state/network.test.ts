import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeHost } from "../host/fake";
import { useHost } from "../lib/call";
import { watchNetwork } from "./network";

class Network extends EventTarget {
  type: string | undefined = "wifi";
}

let network: Network;
let host: FakeHost;
let end: () => void = () => undefined;

beforeEach(() => {
  network = new Network();
  Object.defineProperty(navigator, "connection", { value: network, configurable: true });
  host = new FakeHost();
  useHost(host);
  end = watchNetwork();
});
afterEach(() => {
  end();
  Reflect.deleteProperty(navigator, "connection");
});

const told = () => host.askedFor("network_changed").length;

test("a network that comes back is told to the engine", () => {
  window.dispatchEvent(new Event("online"));
  expect(told()).toBe(1);
});

test("another kind of network is told, a new estimate of its speed is not", () => {
  network.dispatchEvent(new Event("change"));
  expect(told()).toBe(0);
  network.type = "cellular";
  network.dispatchEvent(new Event("change"));
  expect(told()).toBe(1);
});

test("several events of one change are told once", () => {
  window.dispatchEvent(new Event("online"));
  network.type = "cellular";
  network.dispatchEvent(new Event("change"));
  expect(told()).toBe(1);
});

test("nothing is told any more when the watch has ended", () => {
  end();
  window.dispatchEvent(new Event("online"));
  expect(told()).toBe(0);
});
