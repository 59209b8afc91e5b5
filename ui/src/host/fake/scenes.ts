// Brokers in all the states that their screen has to show well, for eyes: `?scene=brokers`.
import type { BrokerView, ConnectionDetails, LogEntry, Refusal, Trouble } from "../../lib/bindings/api";
import { certificate, details, encrypted, granted, ownBroker } from "./samples";

const MINUTE = 60_000;
const DAY = 86_400_000;
const began = Date.now();
const ago = (minutes: number, event: LogEntry["event"]): LogEntry => ({ at: began - minutes * MINUTE, event });
const refusal = (code: number, reason: Refusal["reason"], text: string | null = null): Refusal => ({
  code,
  reason,
  text,
});
const stopped = (reason: Trouble): Pick<BrokerView, "connection"> => ({ connection: { state: "stopped", reason } });

const untrusted: Trouble = {
  kind: "certificate",
  problem: "unknownIssuer",
  certificate: certificate({ subject: "CN=raspberrypi.local", issuer: "CN=raspberrypi.local", names: [] }),
};
const taken: Trouble = {
  kind: "dismissed",
  refusal: refusal(142, "sessionTakenOver", "client 'tilework-7f3a' connected from 10.0.0.7"),
};

const home = { host: "192.168.1.20", port: 8883, transport: "tls", path: "", inClear: false } as const;
const remote = {
  host: "farm.example.com",
  port: 443,
  transport: "secureWebSocket",
  path: "/mqtt",
  inClear: false,
} as const;
const ending = { owner: "broker", notAfter: began + 11.4 * DAY } as const;

const full = ownBroker("full", "Farm", {
  protocol: "5",
  endpoints: [home, remote],
  connection: { state: "online", since: began - 34 * MINUTE, endpoint: 1, ending },
} as Partial<BrokerView>);

export const scene: BrokerView[] = [
  full,
  ownBroker("new", "Workshop", { connection: { state: "connecting", attempt: 1 } }),
  ownBroker("untrusted", "Barn", { endpoints: [home], ...stopped(untrusted) } as Partial<BrokerView>),
  ownBroker("taken", "Greenhouse with a long name that goes on", { protocol: "5", ...stopped(taken) }),
  ownBroker("closing", "Old router", {
    connection: { state: "waiting", attempt: 6, until: began + 52_000, reason: { kind: "keepsClosing" } },
  }),
  ownBroker("off", "Summer house", { enabled: false, connection: { state: "idle" } }),
];

const more: Record<string, Partial<ConnectionDetails>> = {
  full: {
    latencyMs: 43.2,
    tls: encrypted({ pinned: true, certificate: certificate({ notAfter: ending.notAfter }) }),
    granted: granted({
      sessionPresent: true,
      sessionExpirySeconds: 86_400,
      maximumPacketSize: 1_048_576,
      maximumQos: 1,
      receiveMaximum: 20,
      retainAvailable: false,
      text: "welcome to <b>mqtt</b> cluster eu-2",
    }),
    counters: {
      messagesIn: 18_422,
      messagesOut: 37,
      bytesIn: 2_412_880,
      bytesOut: 4_120,
      connects: 9,
      tooLarge: 3,
      copies: 0,
      faults: 0,
      shed: 0,
    },
    refused: [
      { filter: "neighbour/#", refusal: refusal(135, "notAuthorized", "no read access for farmer") },
      { filter: "$share/g/farm/#", refusal: refusal(158, "sharedSubscriptionsNotSupported") },
    ],
    tooLarge: { at: began - 4 * MINUTE, topic: "farm/camera/picture", bytes: 20_971_520, limit: 16_777_216 },
    ending: [ending],
    log: [
      ago(302, { kind: "online", endpoint: 0 }),
      ...[290, 280, 270].flatMap((at) => [
        ago(at, { kind: "lost", reason: { kind: "silent" } }),
        ago(at - 1, { kind: "online", endpoint: 0 }),
      ]),
      ago(60, { kind: "lost", reason: { kind: "lost" } }),
      ago(59, { kind: "failed", reason: { kind: "timedOut" }, attempts: 14 }),
      ago(34, { kind: "online", endpoint: 1 }),
    ],
  },
  untrusted: { log: [ago(2, { kind: "stopped", reason: untrusted })], endpoint: home },
  taken: {
    log: [
      ago(20, { kind: "online", endpoint: 0 }),
      ago(3, { kind: "lost", reason: taken }),
      ago(3, { kind: "stopped", reason: taken }),
    ],
  },
  closing: {
    log: [9, 8, 7, 6, 5].flatMap((at) => [
      ago(at, { kind: "online", endpoint: 0 }),
      ago(at, { kind: "lost", reason: { kind: "keepsClosing" } }),
    ]),
  },
  off: { log: [ago(400, { kind: "online", endpoint: 0 }), ago(30, { kind: "left" })] },
};

export function detailsIn(broker: BrokerView): ConnectionDetails {
  const known = details(broker, more[broker.id] ?? {});
  if (broker.id !== "full") return known;
  // A little movement, to see that nothing flickers.
  const seconds = Math.floor((Date.now() - began) / 1000);
  const counters = { ...known.counters, messagesIn: known.counters.messagesIn + 7 * seconds };
  return { ...known, latencyMs: 40 + (seconds % 5), counters };
}
