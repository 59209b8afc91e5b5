// A believable greenhouse for `npm run dev` in a plain browser: values that move, a pump that answers, a broker that can go away.
// The address says what to show: `?scene=welcome`, `?scene=offline`, `?scene=brokers`, `?scene=broken`, `?scene=slow`; those of the data screen are in stored.ts.
import type { Accent, BrokerView, Command, JsonValue, Reading, Tile, Value } from "../../lib/bindings/api";
import { imported } from "./history";
import { slowExports, slowPictures } from "./slow";
import { demoBroker, ownBroker, reading as readingOf } from "./samples";
import { detailsIn, scene as inAllStates } from "./scenes";
import { compacting, historyIn } from "./stored";
import { tryOut } from "./trial";
import { dashboardOf, FakeHost } from "../fake";
import type { Host } from "../types";

const BROKER = "demo";

function binding(topic: string, unit: string | null = null): Tile["bindings"][string] {
  return { broker: BROKER, topic, qos: "atMostOnce", template: null, decode: { as: "auto" }, unit, timeTemplate: null };
}

function command(topic: string, payload: Command["payload"]): Command {
  const answer = { slot: "state", timeoutMs: 5000, tolerance: 1 };
  return { broker: BROKER, topic, payload, qos: "atLeastOnce", retain: false, answer };
}

const onOff: Command["payload"] = { as: "onOff", on: "ON", off: "OFF" };

function tile(
  id: string,
  kind: string,
  title: string,
  [icon, accent]: [string, Accent],
  [width, height]: [number, number],
  parts: Partial<Pick<Tile, "bindings" | "commands" | "options">>,
): Tile {
  return { id, kind, title, icon, accent, size: { width, height }, bindings: {}, commands: {}, options: {}, ...parts };
}

const tiles: Tile[] = [
  tile("lights", "switch", "Grow lights", ["lightbulb", "amber"], [2, 3], {
    bindings: { state: binding("greenhouse/lights/state") },
    commands: { set: command("greenhouse/lights/set", onOff) },
  }),
  tile("pump", "switch", "Irrigation pump", ["water-pump", "sky"], [2, 3], {
    bindings: { state: binding("greenhouse/pump/state") },
    commands: { set: command("greenhouse/pump/set", onOff) },
  }),
  tile("air", "value", "Air temperature", ["thermometer", "coral"], [2, 3], {
    bindings: { value: binding("greenhouse/climate", "°C") },
    options: { sparkline: true },
  }),
  tile("soil", "gauge", "Soil moisture", ["water-percent", "sky"], [2, 3], {
    bindings: { value: binding("greenhouse/soil", "%") },
    options: { minimum: 0, maximum: 100 },
  }),
  tile("climate", "chart", "Climate, last hour", ["chart-line", "coral"], [4, 5], {
    bindings: {
      series1: binding("greenhouse/climate", "°C"),
      series2: binding("greenhouse/soil-temp", "°C"),
    },
    options: { spanSeconds: 3600 },
  }),
  tile("fan", "slider", "Ventilation", ["fan", "teal"], [4, 2], {
    bindings: { state: binding("greenhouse/fan/state", "%"), value: binding("greenhouse/fan/state", "%") },
    commands: { set: command("greenhouse/fan/set", { as: "template", text: "{{ value }}" }) },
    options: { minimum: 0, maximum: 100 },
  }),
  tile("tank", "value", "Tank level", ["storage-tank-outline", "violet"], [2, 3], {
    bindings: { value: binding("greenhouse/tank", "%") },
    options: { staleAfterSeconds: 60 },
  }),
  tile("feed", "button", "Feed plants", ["sprout", "green"], [2, 2], {
    commands: { press: { ...command("greenhouse/feed", { as: "template", text: "GO" }), answer: null } },
  }),
  tile("door", "hologram", "Door", ["door", "rose"], [2, 2], {}),
];

const demo = demoBroker(BROKER, "Demo greenhouse");
const farm = ownBroker("farm", "Farm", { secrets: { password: "keyring" } });

/** Online on its second address, with a certificate that ends. */
const remote = demoBroker(BROKER, "Demo greenhouse", {
  protocol: "5",
  connection: {
    state: "online",
    since: Date.now(),
    endpoint: 1,
    ending: { owner: "broker", notAfter: Date.now() + 3.5 * 86_400_000 },
  },
});

const number = (value: number): Value => ({ type: "number", value });

export function greenhouse(): Host {
  const scene = new URLSearchParams(location.search).get("scene") ?? "demo";
  const theme = new URLSearchParams(location.search).get("theme");
  const dashboards = ["Greenhouse", "House", "Energy", "Workshop"].map((name, at) =>
    dashboardOf(`d${at}`, name, at === 0 ? tiles : []),
  );
  const brokers = brokersOf(scene);
  const host = new FakeHost({
    ...(scene === "welcome" ? {} : { brokers, dashboards }),
    preferences: { theme: theme === "light" || theme === "dark" ? theme : "system", lastDashboard: "d0" },
    notices: scene === "offline" ? [{ kind: "databaseSetAside", file: "tilework.db.damaged-2026-11-22" }] : [],
  });

  Object.assign(host.history, historyIn(scene));
  let cancelled = 0;
  host.answers.cancel_work = ({ work }) => {
    cancelled = work;
    return null;
  };
  host.streams.compact_history = (_args, onprogress) => {
    cancelled = 0;
    return compacting(host.history, onprogress, () => cancelled !== 0);
  };
  host.answers.import_samples = async ({ piece }) => {
    await new Promise((done) => setTimeout(done, 300));
    return imported(piece);
  };
  const state: Record<string, Value> = {
    lights: { type: "boolean", value: true },
    pump: { type: "boolean", value: false },
    fan: number(64),
  };
  let watched: string[] = [];
  host.answers.watch = ({ bindings }) => {
    watched = bindings;
    if (scene !== "offline") queueMicrotask(say);
    return null;
  };
  host.answers.connection_details = ({ broker }) => {
    const known = host.session.brokers.find(({ id }) => id === broker);
    return detailsIn(known ?? demo);
  };
  host.answers.start_demo = () => ({ ...host.session, brokers: [demo], dashboards });
  slowExports(host);
  if (scene === "slow") slowPictures(host);
  host.streams.test_connection = ({ draft }, onstep) =>
    tryOut(draft, onstep, () => new Promise((done) => setTimeout(done, 400)));
  host.answers.send_command = ({ tile: id, slot, value }) => {
    const report = { id: ++commands, tile: id, slot, value };
    setTimeout(() => {
      state[id] = typeof value === "number" ? number(value) : { type: "boolean", value: value === true };
      host.push({ readings: readings(), commands: [{ ...report, state: "confirmed" }] });
    }, 900);
    return { ...report, state: "sending" };
  };
  host.answers.set_preview = ({ draft }) => {
    const climate: JsonValue = { temperature: 24.6, humidity: 61.2, battery: 88, "soil temp": [19.2, 18.8] };
    const keys = Object.keys(draft?.bindings ?? {});
    queueMicrotask(() =>
      host.push({
        readings: keys.map((slot) => ({
          ...reading(`preview/${slot}`, number(24.6), "°C", 1),
          payload: JSON.stringify(climate),
        })),
      }),
    );
    return Object.entries(draft?.bindings ?? {}).flatMap(([slot, it]) =>
      it.topic === "" ? [{ field: `bindings.${slot}.topic`, fault: { kind: "required" as const } }] : [],
    );
  };

  let commands = 0;
  const started = Date.now();
  function readings(): Reading[] {
    const t = (Date.now() - started) / 1000;
    const values: Record<string, Reading> = {
      "lights/state": reading("lights/state", state["lights"]),
      "pump/state": reading("pump/state", state["pump"]),
      "air/value": reading("air/value", number(24.6 + Math.sin(t / 9)), "°C", 1),
      "soil/value": reading("soil/value", number(38 + Math.round(2 * Math.sin(t / 20))), "%"),
      "climate/series1": reading("climate/series1", number(24.6 + Math.sin(t / 9)), "°C", 1),
      "climate/series2": reading("climate/series2", number(19.2), "°C", 1),
      "fan/state": reading("fan/state", state["fan"], "%"),
      "fan/value": reading("fan/value", state["fan"], "%"),
      "tank/value": { ...reading("tank/value", number(71), "%"), at: started - 14 * 60_000 },
    };
    if (scene === "broken") Object.assign(values, broken(started));
    return watched.flatMap((key) => values[key] ?? []);
  }
  const say = () => host.push({ readings: readings() });
  if (scene !== "offline") setInterval(say, 2000);
  return host;
}

function reading(binding: string, value: Value = number(0), unit: string | null = null, decimals = 0): Reading {
  return readingOf(binding, value, { unit, decimals });
}

function brokersOf(scene: string): BrokerView[] {
  switch (scene) {
    case "offline":
      return [{ ...demo, ...waiting("timedOut") }, farm];
    case "broken":
      return [remote, farm];
    case "brokers":
      return [demo, ...inAllStates];
    default:
      return [demo, farm];
  }
}

/** What MQTT 5 and large messages bring to tiles. */
function broken(started: number): Record<string, Reading> {
  const refusal = { code: 135, reason: "notAuthorized", text: "no read access for farmer" } as const;
  const large = { kind: "messageTooLarge", bytes: 20_971_520, limit: 16_777_216 } as const;
  return {
    "air/value": readingOf("air/value", null, { at: null, problem: { kind: "subscriptionRefused", refusal } }),
    "soil/value": readingOf("soil/value", number(38), { unit: "%", problem: large }),
    "tank/value": readingOf("tank/value", number(71), { unit: "%", at: started - 600_000, expires: started - 60_000 }),
    "lights/state": readingOf("lights/state", null, { at: null, problem: { kind: "subscriptionRefused", refusal } }),
  };
}

function waiting(kind: "timedOut"): Pick<BrokerView, "connection"> {
  return { connection: { state: "waiting", attempt: 3, until: Date.now() + 14_000, reason: { kind } } };
}
