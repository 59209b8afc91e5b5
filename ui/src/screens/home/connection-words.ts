// The state of the connections a dashboard depends on, in a few words.
import type { BrokerId, BrokerView, ConnectionState, EndingCertificate, Endpoint, Tile } from "../../lib/bindings/api";
import { formatDay } from "../../lib/format";
import { t } from "../../lib/text";
import { brokersOf } from "../../state/tile-context";

export interface StatusWords {
  /** The first to be cut short. */
  name?: string;
  state: string;
  /** The same in fewer words, for a phone. */
  short?: string;
  tone: "ok" | "busy" | "bad" | "none";
}

const TONES: Record<ConnectionState["state"], StatusWords["tone"]> = {
  idle: "none",
  connecting: "busy",
  online: "ok",
  waiting: "bad",
  stopped: "bad",
};

/** The brokers a dashboard's tiles use, and whether one of them is gone; all brokers while no tile uses any. */
export function usedBrokers(
  tiles: readonly Tile[],
  brokers: readonly BrokerView[],
): { brokers: BrokerView[]; missing: boolean } {
  const used = new Set<BrokerId>(tiles.flatMap((tile) => [...brokersOf(tile)]));
  if (used.size === 0) return { brokers: [...brokers], missing: false };
  const found = brokers.filter((broker) => used.has(broker.id));
  return { brokers: found, missing: found.length < used.size };
}

export function statusWords(brokers: readonly BrokerView[], missing: boolean): StatusWords {
  const [only] = brokers;
  if (!only) return { state: missing ? t.board.status.missing : t.board.status.none, tone: missing ? "bad" : "none" };
  // What was switched off is no trouble, unless it is all there is.
  const wanted = brokers.filter((broker) => broker.enabled);
  const [first = only] = wanted;
  if (wanted.length <= 1) {
    const { name, enabled, connection } = first;
    const tone = toneOf(first);
    const state = stateWords(first);
    const short = t.board.status[connection.state];
    return enabled && short !== state ? { name, state, short, tone } : { name, state, tone };
  }
  brokers = wanted;
  const online = brokers.filter(isOnline).length;
  if (online === brokers.length) {
    return { state: t.board.status.allOnline(online), short: t.board.status.online, tone: "ok" };
  }
  const bad = brokers.some((broker) => TONES[broker.connection.state] === "bad");
  const short = t.board.status.someOnlineShort(online, brokers.length);
  return { state: t.board.status.someOnline(online, brokers.length), short, tone: bad ? "bad" : "busy" };
}

/** What happens next, and when. `now` in milliseconds since 1970. */
export function nextWords(connection: ConnectionState, now: number): string | undefined {
  switch (connection.state) {
    case "waiting":
      return t.board.banner.nextIn(Math.ceil((connection.until - now) / 1000));
    case "connecting":
      return t.board.banner.connecting(connection.attempt);
    case "stopped":
      return t.board.banner.stopped;
    case "idle":
    case "online":
      return undefined;
  }
}

export const isOnline = ({ connection }: BrokerView): boolean => connection.state === "online";

export const toneOf = ({ connection, enabled }: BrokerView): StatusWords["tone"] =>
  enabled ? TONES[connection.state] : "none";

/** By which address of the list it is online, if that is not the first. */
export function overWords(endpoint: number): string {
  if (endpoint === 0) return t.details.over.first;
  return endpoint === 1 ? t.details.over.second : t.details.over.other(endpoint + 1);
}

/** The state in a few words, with what a person should know of it. */
export function stateWords({ connection, enabled }: Pick<BrokerView, "connection" | "enabled">): string {
  if (!enabled) return t.board.status.off;
  const words = t.board.status[connection.state];
  const over = connection.state === "online" ? overWords(connection.endpoint) : "";
  return over === "" ? words : `${words} ${over}`;
}

/** "The certificate of Farm ends on 3 December, in 11 days". `now` in milliseconds since 1970. */
export function endingWords(name: string, { owner, notAfter }: EndingCertificate, now: number): string {
  const words = t.details.ending;
  const ended = notAfter <= now;
  const left = (notAfter - now) / DAY;
  const title = words.title(owner, name, formatDay(notAfter, now), ended);
  return words.whole(title, words.when(Math.floor(left)));
}

const DAY = 86_400_000;

/** The address in use, else the first: "192.168.1.20:1883". The demo has none. */
export function addressOf(broker: BrokerView): string | undefined {
  if (broker.origin !== "own") return undefined;
  const { connection, endpoints } = broker;
  const endpoint = endpoints[connection.state === "online" ? connection.endpoint : 0] ?? endpoints[0];
  return endpoint && addressWords(endpoint);
}

export function addressWords({ host, port }: Endpoint): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
