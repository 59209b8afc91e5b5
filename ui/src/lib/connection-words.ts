// The state of a connection in a few words.
import type { BrokerView, ConnectionState, EndingCertificate, Endpoint } from "./bindings/api";
import { formatDay } from "./format";
import { t } from "./text";

/** How it is, as a colour says it. */
export type Tone = "ok" | "busy" | "bad" | "none";

const TONES: Record<ConnectionState["state"], Tone> = {
  idle: "none",
  connecting: "busy",
  online: "ok",
  waiting: "bad",
  stopped: "bad",
};

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

export const toneOf = ({ connection, enabled }: BrokerView): Tone => (enabled ? TONES[connection.state] : "none");

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
