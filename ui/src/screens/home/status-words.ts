// The state of the connections a dashboard depends on, in a few words.
import type { BrokerId, BrokerView, Tile } from "../../lib/bindings/api";
import { isOnline, stateWords, toneOf, type Tone } from "../../lib/connection-words";
import { t } from "../../lib/text";
import { brokersOf } from "../../state/tile-context";

export interface StatusWords {
  /** The first to be cut short. */
  name?: string;
  state: string;
  /** The same in fewer words, for a phone. */
  short?: string;
  tone: Tone;
}

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
  const bad = brokers.some((broker) => toneOf(broker) === "bad");
  const short = t.board.status.someOnlineShort(online, brokers.length);
  return { state: t.board.status.someOnline(online, brokers.length), short, tone: bad ? "bad" : "busy" };
}
