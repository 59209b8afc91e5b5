// The brokers and the state of the connection to each.
import type { BrokerId, BrokerView, ConnectionChange, ConnectionState, Trouble } from "../lib/bindings/api";
import { call } from "../lib/call";

export class Connections {
  #brokers = $state.raw<BrokerView[]>([]);
  #troubles = $state.raw<ReadonlyMap<BrokerId, Trouble>>(new Map());

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

  /** Why a broker is away: kept over the next attempts, until it is online again. */
  trouble(id: BrokerId): Trouble | undefined {
    return this.#troubles.get(id);
  }

  load(brokers: BrokerView[]): void {
    this.#brokers = brokers;
    this.#learn();
  }

  put(broker: BrokerView): void {
    const others = this.#brokers.some((it) => it.id === broker.id);
    this.#brokers = others
      ? this.#brokers.map((it) => (it.id === broker.id ? broker : it))
      : [...this.#brokers, broker];
    this.#learn();
  }

  remove(id: BrokerId): void {
    this.#brokers = this.#brokers.filter((broker) => broker.id !== id);
  }

  apply(changes: ConnectionChange[]): void {
    const states = new Map<BrokerId, ConnectionState>(changes.map((it) => [it.broker, it.connection]));
    this.#brokers = this.#brokers.map((broker) => {
      const connection = states.get(broker.id);
      return connection ? { ...broker, connection } : broker;
    });
    this.#learn();
  }

  /** Leaves the waiting time out. @throws CallError */
  async tryNow(id: BrokerId): Promise<void> {
    await call("reconnect", { broker: id });
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
