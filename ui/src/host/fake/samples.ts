// Things as the engine makes them, with believable values; a caller says only what matters to it.
import type {
  BrokerPatch,
  BrokerView,
  CertificateSummary,
  ConnectionDetails,
  Endpoint,
  Granted,
  TlsSummary,
  Understood,
} from "../../lib/bindings/api";

const DAY = 86_400_000;

export const plain: Endpoint = {
  host: "192.168.1.20",
  port: 1883,
  transport: "tcp",
  path: "",
  inClear: false,
  network: null,
};

/** What all brokers have; an own one adds its endpoints. */
const common = {
  schemaVersion: 2,
  preset: "custom",
  enabled: true,
  protocol: "3.1.1",
  username: "farmer",
  clientId: "tilework-7f3a",
  secrets: {},
  topicPrefix: "",
  keepAliveSeconds: 30,
  sessionExpirySeconds: 0,
  packetLimit: 16 * 1024 * 1024,
  birth: null,
  lastWill: null,
  userProperties: [],
  headerNames: [],
  tls: { authorities: "", serverName: "", alpn: [], pinned: [], onlyThese: false },
  certificate: null,
} satisfies Partial<BrokerView>;

export function ownBroker(id: string, name: string, more: Partial<BrokerView> = {}): BrokerView {
  return {
    ...common,
    id,
    name,
    origin: "own",
    endpoints: [plain],
    connection: { state: "online", since: Date.now(), endpoint: 0, ending: null },
    ...more,
  } as BrokerView;
}

export function demoBroker(id: string, name: string, more: Partial<BrokerView> = {}): BrokerView {
  return {
    ...common,
    id,
    name,
    username: "",
    origin: "demo",
    connection: { state: "online", since: Date.now(), endpoint: 0, ending: null },
    ...more,
  } as BrokerView;
}

export function certificate(more: Partial<CertificateSummary> = {}): CertificateSummary {
  return {
    subject: "CN=broker.example.com",
    issuer: "CN=Farm Authority, O=Hill Farm",
    names: ["broker.example.com", "192.168.1.20"],
    notBefore: Date.now() - 200 * DAY,
    notAfter: Date.now() + 165 * DAY,
    fingerprint: Array.from({ length: 32 }, (_, at) => ((at * 37 + 171) % 256).toString(16).padStart(2, "0"))
      .join(":")
      .toUpperCase(),
    ...more,
  };
}

export function encrypted(more: Partial<TlsSummary> = {}): TlsSummary {
  return { version: "1.3", cipher: "TLS_AES_256_GCM_SHA384", certificate: certificate(), pinned: false, ...more };
}

export function granted(more: Partial<Granted> = {}): Granted {
  return {
    protocol: "5",
    sessionPresent: false,
    assignedClientId: null,
    keepAliveSeconds: 30,
    sessionExpirySeconds: 0,
    maximumQos: 2,
    retainAvailable: true,
    maximumPacketSize: null,
    receiveMaximum: 65_535,
    wildcardsAvailable: true,
    sharedSubscriptionsAvailable: true,
    text: null,
    ...more,
  };
}

export function details(broker: BrokerView, more: Partial<ConnectionDetails> = {}): ConnectionDetails {
  const online = broker.connection.state === "online";
  const endpoint = broker.origin === "own" ? (broker.endpoints[online ? placeOf(broker) : 0] ?? null) : null;
  const secure = endpoint?.transport === "tls" || endpoint?.transport === "secureWebSocket";
  return {
    connection: broker.connection,
    endpoint,
    latencyMs: online ? 12.4 : null,
    tls: online && secure ? encrypted() : null,
    granted: online ? granted({ protocol: broker.protocol, keepAliveSeconds: broker.keepAliveSeconds }) : null,
    counters: {
      messagesIn: 0,
      messagesOut: 0,
      bytesIn: 0,
      bytesOut: 0,
      connects: online ? 1 : 0,
      tooLarge: 0,
      copies: 0,
      faults: 0,
      shed: 0,
    },
    log: online ? [{ at: Date.now() - 60_000, event: { kind: "online", endpoint: 0 } }] : [],
    refused: [],
    tooLarge: null,
    ending: [],
    clientCertificate: null,
    ...more,
  };
}

function placeOf({ connection }: BrokerView): number {
  return connection.state === "online" ? connection.endpoint : 0;
}

/** What a text said of a broker. */
export function understood(patch: Partial<BrokerPatch>, more: Partial<Understood> = {}): Understood {
  const nothing: BrokerPatch = {
    name: null,
    preset: null,
    host: null,
    port: null,
    transport: null,
    path: null,
    username: null,
    clientId: null,
    protocol: null,
    topicPrefix: null,
    serverName: null,
    ports: [],
  };
  return { patch: { ...nothing, ...patch }, password: null, token: null, ignored: 0, ...more };
}
