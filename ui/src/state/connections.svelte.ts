// The brokers and the state of the connection to each.
import type { BrokerId, BrokerView, ConnectionChange, ConnectionState } from "../lib/bindings/api";
import { call } from "../lib/call";

export class Connections {
  #brokers = $state.raw<BrokerView[]>([]);

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

  load(brokers: BrokerView[]): void {
    this.#brokers = brokers;
  }

  put(broker: BrokerView): void {
    const others = this.#brokers.some((it) => it.id === broker.id);
    this.#brokers = others ? this.#brokers.map((it) => (it.id === broker.id ? broker : it)) : [...this.#brokers, broker];
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
  }

  /** Leaves the waiting time out. @throws CallError */
  async tryNow(id: BrokerId): Promise<void> {
    await call("reconnect", { broker: id });
  }
}
