// The whole UI over a fake host, as a person finds it.
import { render, screen, waitFor } from "@testing-library/svelte";
import App from "../App.svelte";
import { dashboardOf, FakeHost } from "../host/fake";
import { ownBroker } from "../host/fake/samples";
import type { BrokerView, ConnectionState, Session, Tile } from "../lib/bindings/api";
import { useHost } from "../lib/call";
import { instead } from "../lib/route/route.svelte";
import { preloadPlaces } from "../screens/places";

export function broker(connection: ConnectionState = online(), more: object = {}): BrokerView {
  return ownBroker("farm", "Farm", { secrets: { password: "keyring" }, connection, ...more });
}

/** Online on the first address since `since`, with nothing about to end. */
export function online(since = 1): ConnectionState {
  return { state: "online", since, endpoint: 0, ending: null };
}

export function valueTile(id: string, title: string, more: Partial<Tile> = {}): Tile {
  const binding = {
    broker: "farm",
    qos: "atMostOnce",
    template: null,
    decode: { as: "auto" },
    unit: null,
    timeTemplate: null,
  } as const;
  return {
    id,
    kind: "value",
    title,
    icon: null,
    accent: "teal",
    size: { width: 2, height: 2 },
    bindings: { value: { ...binding, topic: `farm/${id}` } },
    commands: {},
    options: {},
    ...more,
  };
}

/** Starts the app on a host with one broker and these tiles, and waits for its first screen. */
export async function start(tiles: Tile[], more: Partial<Session> = {}): Promise<FakeHost> {
  const dashboards = [dashboardOf("d1", "Greenhouse", tiles)];
  return startWith(new FakeHost({ brokers: [broker()], dashboards, ...more }));
}

export async function startWith(host: FakeHost): Promise<FakeHost> {
  instead("#/");
  // The browser may still be on a way back of the test before.
  await waitFor(() => ["", "#/"].includes(location.hash) || Promise.reject(new Error("still at another address")));
  useHost(host);
  await preloadPlaces();
  render(App);
  await screen.findAllByRole("button");
  return host;
}
