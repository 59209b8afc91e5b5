// The brokers and the state of the connection to each.
import type {
  BrokerId,
  BrokerView,
  ConnectionChange,
  ConnectionDetails,
  ConnectionState,
  Trouble,
} from "../lib/bindings/api";
import { call } from "../lib/call";
import type { Events } from "../lib/events";

export class Connections {
  #brokers = $state.raw<BrokerView[]>([]);
  #troubles = $state.raw<ReadonlyMap<BrokerId, Trouble>>(new Map());
  /** What the feed said last. It may come before the answer that brings the broker, and is newer than what stands in that. */
  #heard = new Map<BrokerId, ConnectionState>();

  constructor(events: Events) {
    events.on("connections", (changes) => this.apply(changes));
    events.on("documents", (changes) => {
      for (const change of changes) if (change.kind === "broker") void this.#follow(change.id);
    });
  }

  get brokers(): readonly BrokerView[] {
    return this.#brokers;
  }

  get(id: BrokerId): BrokerView | undefined {
    return this.#brokers.find((broker) => broker.id === id);
  }

  /** Whether every one of these brokers is there and online. */
  online(ids: Iterable<BrokerId>): boolean {
    for (const id of ids) if (this.get(id)?.connection.state !== "online") return false;
    return true;
  }

  /** Whether one of these brokers was switched off. */
  off(ids: Iterable<BrokerId>): boolean {
    for (const id of ids) if (this.get(id)?.enabled === false) return true;
    return false;
  }

  /** Why a broker is away: kept over the next attempts, until it is online again. */
  trouble(id: BrokerId): Trouble | undefined {
    return this.#troubles.get(id);
  }

  load(brokers: BrokerView[]): void {
    const ids = new Set(brokers.map((broker) => broker.id));
    for (const id of this.#heard.keys()) if (!ids.has(id)) this.#heard.delete(id);
    this.#brokers = brokers.map((broker) => this.#newest(broker));
    this.#learn();
  }

  put(saved: BrokerView): void {
    const broker = this.#newest(saved);
    this.#brokers = this.get(broker.id)
      ? this.#brokers.map((it) => (it.id === broker.id ? broker : it))
      : [...this.#brokers, broker];
    this.#learn();
  }

  remove(id: BrokerId): void {
    this.#heard.delete(id);
    this.#brokers = this.#brokers.filter((broker) => broker.id !== id);
  }

  apply(changes: ConnectionChange[]): void {
    for (const { broker, connection } of changes) this.#heard.set(broker, connection);
    this.#brokers = this.#brokers.map((broker) => this.#newest(broker));
    this.#learn();
  }

  /** Leaves the waiting time out. @throws CallError */
  async tryNow(id: BrokerId): Promise<void> {
    await call("reconnect", { broker: id });
  }

  /** How a connection is and was. @throws CallError */
  details(id: BrokerId): Promise<ConnectionDetails> {
    return call("connection_details", { broker: id });
  }

  /** Makes a second broker like it, switched off. @throws CallError */
  async duplicate(id: BrokerId, name: string): Promise<BrokerView> {
    const copy = await call("duplicate_broker", { broker: id, name });
    this.put(copy);
    return copy;
  }

  /** @throws CallError */
  async enable(id: BrokerId, enabled: boolean): Promise<void> {
    this.put(await call("enable_broker", { broker: id, enabled }));
  }

  /** Trusts the certificate with this fingerprint, whatever else is wrong with it. @throws CallError */
  async trust(id: BrokerId, fingerprint: string): Promise<void> {
    this.put(await call("trust_certificate", { broker: id, fingerprint }));
  }

  /** @throws CallError */
  async renewClientId(id: BrokerId): Promise<void> {
    this.put(await call("renew_client_id", { broker: id }));
  }

  /** Another client saved or deleted it. */
  async #follow(id: BrokerId): Promise<void> {
    try {
      const broker = await call("read_broker", { broker: id });
      if (broker) this.put(broker);
      else this.remove(id);
    } catch {
      // It stays as it was known; the next thing a person does with it says what is wrong.
    }
  }

  #newest(broker: BrokerView): BrokerView {
    const connection = this.#heard.get(broker.id);
    return connection && connection !== broker.connection ? { ...broker, connection } : broker;
  }

  #learn(): void {
    const known = new Map<BrokerId, Trouble>();
    for (const { id, connection } of this.#brokers) {
      const before = this.#troubles.get(id);
      if (connection.state === "waiting" || connection.state === "stopped") known.set(id, connection.reason);
      else if (connection.state === "connecting" && before) known.set(id, before);
    }
    this.#troubles = known;
  }
}
