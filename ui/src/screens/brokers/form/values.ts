// What the broker form holds: exactly what was typed, so that nothing of it is lost; and the way to the engine's draft.
import type {
  BrokerDraft,
  BrokerView,
  Preset,
  PresetRules,
  Protocol,
  Qos,
  StatusMessage,
  StatusMessageDraft,
  Transport,
} from "../../../lib/bindings/api";
import { faultWords } from "../../../lib/errors";
import { t } from "../../../lib/text";
import { leadingDigit, portFor } from "./preset";

const MEBIBYTE = 1024 * 1024;
/** Bytes (MQTT 5 §2.1.4). */
const PACKET_LIMIT = { max: 268_435_455, usual: 16 * MEBIBYTE };
const KEEP_ALIVE = 30;
/** A day, in seconds: what is proposed when a session is to be kept. */
const SESSION_EXPIRY = 86_400;

export interface AddressValues {
  /** Stays with the row wherever it moves. */
  key: number;
  host: string;
  port: string;
  transport: Transport;
  path: string;
  /** The password may go there without encryption, though another address is encrypted. */
  inClear: boolean;
  /** In this network alone; null: in any. */
  network: string | null;
  /** What a person gave; the rest follows the broker type. */
  typed: { host: boolean; port: boolean; transport: boolean; path: boolean };
}

export interface StatusValues {
  on: boolean;
  topic: string;
  payload: string;
  qos: Qos;
  retain: boolean;
}

export interface Pair {
  key: number;
  name: string;
  value: string;
}

export interface BrokerValues {
  name: string;
  preset: Preset;
  endpoints: AddressValues[];
  username: string;
  clientId: string;
  protocol: Protocol;
  topicPrefix: string;
  keepSession: boolean;
  sessionExpiry: string;
  keepAlive: string;
  packetLimit: string;
  birth: StatusValues;
  lastWill: StatusValues;
  userProperties: Pair[];
  authorities: string;
  serverName: string;
  alpn: string;
  pinned: string[];
  /** Trust these authorities and certificates and no others. */
  onlyThese: boolean;
}

let rows = 0;
/** A key for a new row. */
export const nextKey = (): number => ++rows;

export function newAddress(rules: PresetRules, more: Partial<AddressValues> = {}): AddressValues {
  const transport = rules.ports[0]?.transport ?? "tcp";
  return {
    key: nextKey(),
    host: rules.host ?? "",
    port: String(portFor(rules, transport) ?? ""),
    transport,
    path: rules.path,
    inClear: false,
    network: null,
    typed: { host: false, port: false, transport: false, path: false },
    ...more,
  };
}

export function valuesOf(broker: BrokerView | undefined, rules: PresetRules): BrokerValues {
  const typed = { host: true, port: true, transport: true, path: true };
  const kept = broker?.origin === "own" ? broker.endpoints : [];
  const endpoints = kept.map(({ port, path, ...rest }) =>
    newAddress(rules, { ...rest, port: String(port), path: path || rules.path, typed: { ...typed } }),
  );
  const expiry = broker?.sessionExpirySeconds ?? 0;
  return {
    name: broker?.name ?? "",
    preset: broker?.preset ?? rules.preset,
    endpoints: endpoints.length > 0 ? endpoints : [newAddress(rules)],
    username: broker?.username ?? "",
    clientId: broker?.clientId ?? "",
    protocol: broker?.protocol ?? rules.protocol,
    topicPrefix: broker?.topicPrefix ?? "",
    keepSession: expiry !== 0,
    sessionExpiry: String(expiry || SESSION_EXPIRY),
    keepAlive: String(broker?.keepAliveSeconds ?? KEEP_ALIVE),
    packetLimit: mebibytes(broker?.packetLimit ?? PACKET_LIMIT.usual),
    birth: statusOf(broker?.birth, t.brokers.advanced.online),
    lastWill: statusOf(broker?.lastWill, t.brokers.advanced.offline),
    userProperties: (broker?.userProperties ?? []).map((property) => ({ key: nextKey(), ...property })),
    authorities: broker?.tls.authorities ?? "",
    serverName: broker?.tls.serverName ?? "",
    alpn: (broker?.tls.alpn ?? []).join(", "),
    pinned: [...(broker?.tls.pinned ?? [])],
    onlyThese: broker?.tls.onlyThese ?? false,
  };
}

function statusOf(message: StatusMessage | null | undefined, payload: string): StatusValues {
  if (message) return { on: true, ...message };
  return { on: false, topic: t.brokers.advanced.birthTopic, payload, qos: "atLeastOnce", retain: true };
}

export const mebibytes = (bytes: number): string => String(Math.round((bytes / MEBIBYTE) * 1000) / 1000);

/** Seconds: for ever (MQTT 5 §3.1.2.11.2). */
const LONGEST = 0xffff_ffff;

/** The draft, and what is wrong with the fields that cannot become part of one. */
export function draftOf(
  values: BrokerValues,
  broker: BrokerView | undefined,
  rules: PresetRules,
): { draft: BrokerDraft; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const seconds = (path: string, text: string): number => {
    if (/^\d{1,10}$/.test(text.trim()) && Number(text) <= LONGEST) return Number(text);
    problems[path] = t.brokers.advanced.wholeNumber;
    return 0;
  };
  const endpoints = values.endpoints.map(({ host, port, transport, path, inClear, network }, place) => {
    const at = `endpoints.${place}`;
    if (host.trim() === "") problems[`${at}.host`] = faultWords({ kind: "required" });
    const digit = leadingDigit(rules, transport);
    if (port.trim() === "" && digit !== undefined) problems[`${at}.port`] = t.brokers.portOfAccount(digit);
    else if (port.trim() !== "" && !/^\d{1,9}$/.test(port.trim())) problems[`${at}.port`] = t.brokers.portNotNumber;
    const number = port.trim() === "" ? portFor(rules, transport) : Number(port);
    return { host: host.trim(), port: number ?? null, transport, path: path.trim(), inClear, network };
  });
  const packetLimit = bytesOf(values.packetLimit, broker?.packetLimit);
  if (packetLimit === undefined) problems["packetLimit"] = t.brokers.advanced.packetLimitProblem;
  const draft: BrokerDraft = {
    id: broker?.id ?? null,
    name: values.name.trim(),
    preset: values.preset,
    endpoints,
    username: values.username,
    clientId: values.clientId.trim(),
    protocol: values.protocol,
    topicPrefix: values.topicPrefix.trim(),
    keepAliveSeconds: seconds("keepAliveSeconds", values.keepAlive),
    sessionExpirySeconds: values.keepSession ? seconds("sessionExpirySeconds", values.sessionExpiry) : 0,
    packetLimit: packetLimit ?? PACKET_LIMIT.usual,
    birth: statusDraft(values.birth),
    lastWill: statusDraft(values.lastWill),
    userProperties: values.userProperties.map(({ name, value }) => ({ name, value })),
    tls: {
      authorities: values.authorities.trim(),
      serverName: values.serverName.trim(),
      alpn: values.alpn.split(/[\s,]+/).filter((name) => name !== ""),
      pinned: [...values.pinned],
      onlyThese: values.onlyThese && (values.authorities.trim() !== "" || values.pinned.length > 0),
    },
  };
  return { draft, problems };
}

function statusDraft({ on, ...message }: StatusValues): StatusMessageDraft | null {
  return on ? { ...message, topic: message.topic.trim() } : null;
}

/** `kept` is taken back as it is while its text is untouched: in mebibytes it was rounded. */
function bytesOf(text: string, kept: number | undefined): number | undefined {
  if (kept !== undefined && text.trim() === mebibytes(kept)) return kept;
  const size = Number(text.trim().replace(",", "."));
  if (text.trim() === "" || !(size >= 0.001 && size <= 256)) return undefined;
  return Math.min(Math.round(size * MEBIBYTE), PACKET_LIMIT.max);
}
