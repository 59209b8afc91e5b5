// What the rules of a service mean for the form. Nothing here or in a component asks for a service by its name.
import type { PresetRules, Transport } from "../../../lib/bindings/api";

/** Stands in until the engine has told its rules: a broker of one's own, at the ports of convention. */
export const UNTOLD: PresetRules = {
  preset: "custom",
  host: null,
  hostExample: "broker.example.com",
  ports: [
    { transport: "tcp", port: 1883, leadingDigit: null },
    { transport: "tls", port: 8883, leadingDigit: null },
    { transport: "webSocket", port: 8083, leadingDigit: null },
    { transport: "secureWebSocket", port: 8084, leadingDigit: null },
  ],
  tlsOnly: false,
  path: "/mqtt",
  protocol: "3.1.1",
  username: "optional",
  usernameIsSecret: false,
  password: "optional",
  clientCertificate: "optional",
  alpn: [],
  topicPrefix: "",
};

export const isEncrypted = (transport: Transport): boolean => transport === "tls" || transport === "secureWebSocket";
export const isWebSocket = (transport: Transport): boolean =>
  transport === "webSocket" || transport === "secureWebSocket";

/** The transports of a service, the best first. */
export function transportsOf(rules: PresetRules): Transport[] {
  return [...new Set(rules.ports.map(({ transport }) => transport))];
}

/**
 * The port for a transport. `typed` is one that a person gave with whatever transport: where the ports share digits it leads to
 * the one asked for, elsewhere it stays. None: only the person can know.
 */
export function portFor(rules: PresetRules, transport: Transport, typed?: number): number | undefined {
  const known = rules.ports.find((port) => port.transport === transport);
  if (typed === undefined) return known?.port ?? undefined;
  const digit = known?.leadingDigit;
  const shares = typeof digit === "number" && typed >= 10_000 && typed <= 39_999;
  return shares ? digit * 10_000 + (typed % 10_000) : typed;
}

/** The digit that an account's own port begins with. */
export function leadingDigit(rules: PresetRules, transport: Transport): number | undefined {
  return rules.ports.find((port) => port.transport === transport)?.leadingDigit ?? undefined;
}

/** The transport that a port of this service speaks. */
export function transportAt(rules: PresetRules, port: number): Transport | undefined {
  const there = rules.ports.find((known) =>
    known.leadingDigit === null ? known.port === port : Math.floor(port / 10_000) === known.leadingDigit,
  );
  return there?.transport;
}

/** A broker of one's own may be anywhere, and speak anything at any port; a service is where it is. */
export const takesAnyHost = (rules: PresetRules): boolean => rules.host === null && transportsOf(rules).length === 4;

/** Whether a port that a person typed makes sense here. */
export function takesPort(rules: PresetRules, transport: Transport, port: number): boolean {
  return takesAnyHost(rules) || leadingDigit(rules, transport) !== undefined || transportAt(rules, port) === transport;
}

export function alpnAt(rules: PresetRules, port: number | undefined): string[] {
  return rules.alpn.find((known) => known.port === port)?.names ?? [];
}

/** None before there is a user name to put into it. */
export function prefixFor(rules: PresetRules, username: string): string {
  const asksName = rules.topicPrefix.includes("{username}");
  return asksName && username.trim() === "" ? "" : rules.topicPrefix.replaceAll("{username}", username.trim());
}
