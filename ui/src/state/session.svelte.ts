// The whole of what the UI knows, made once at the start and handed down by context.
import { getContext, setContext } from "svelte";
import type {
  BrokerDraft,
  BrokerId,
  Preferences,
  SecretInputs,
  Session as Loaded,
  Theme,
  Understood,
} from "../lib/bindings/api";
import { call } from "../lib/call";
import { Feed } from "../lib/feed.svelte";
import { Commands } from "./commands.svelte";
import { Connections } from "./connections.svelte";
import { Dashboards } from "./dashboards.svelte";
import { History } from "./history.svelte";
import { Notices } from "./notices.svelte";

export class Session {
  readonly notices = new Notices();
  readonly connections = new Connections();
  readonly history = new History();
  readonly commands = new Commands((cause) => this.notices.error(cause));
  readonly dashboards = new Dashboards(
    this.notices,
    (lastDashboard) => this.#prefer({ lastDashboard }),
    (tiles) => {
      this.feed.drop(tiles);
      this.commands.drop(tiles);
    },
  );
  readonly feed = new Feed({
    connections: (changes) => this.connections.apply(changes),
    commands: (reports) => this.commands.apply(reports),
    offered: (brokers) => (this.#offered = [...this.#offered, ...brokers]),
  });

  #preferences = $state.raw<Preferences>({ theme: "system", lastDashboard: null });
  #version = $state("");
  #offered = $state.raw<readonly Understood[]>([]);

  get theme(): Theme {
    return this.#preferences.theme;
  }

  get version(): string {
    return this.#version;
  }

  /** Nothing to look at yet: the Welcome screen's turn. */
  get isEmpty(): boolean {
    return this.connections.brokers.length === 0 && !this.dashboards.all.some((it) => it.dashboard.tiles.length > 0);
  }

  get demo(): BrokerId | undefined {
    return this.connections.brokers.find((broker) => broker.origin === "demo")?.id;
  }

  /** What an opened link says of a broker, to be confirmed in the form: nothing connects by itself. The oldest of them. */
  get offered(): Understood | undefined {
    return this.#offered[0];
  }

  /** The form of the oldest was closed; the next may come. */
  settleOffer(): void {
    this.#offered = this.#offered.slice(1);
  }

  /** @throws CallError */
  async start(): Promise<void> {
    const loaded = await call("session", {});
    this.#preferences = loaded.preferences;
    this.notices.loadStart(loaded.notices);
    this.#load(loaded, loaded.preferences.lastDashboard);
    if (loaded.offered) this.#offered = [loaded.offered];
    await this.feed.open();
  }

  /** @throws CallError */
  async startDemo(): Promise<void> {
    const before = new Set(this.dashboards.all.map((it) => it.dashboard.id));
    const loaded = await call("start_demo", {});
    const made = loaded.dashboards.find((it) => !before.has(it.dashboard.id));
    this.#load(loaded, made?.dashboard.id ?? this.#preferences.lastDashboard);
    if (made) this.#prefer({ lastDashboard: made.dashboard.id });
  }

  /** @throws CallError */
  async removeDemo(): Promise<void> {
    this.#load(await call("remove_demo", {}), this.#preferences.lastDashboard);
  }

  /** @throws CallError */
  async saveBroker(draft: BrokerDraft, secrets: SecretInputs): Promise<void> {
    const saved = await call("save_broker", { draft, secrets });
    this.connections.put(saved.broker);
    if (saved.dashboard) {
      this.dashboards.put(saved.dashboard);
      this.dashboards.open(saved.dashboard.dashboard.id);
    }
  }

  /** @throws CallError */
  async deleteBroker(id: BrokerId): Promise<void> {
    await call("delete_broker", { broker: id });
    this.connections.remove(id);
  }

  setTheme(theme: Theme): void {
    this.#prefer({ theme });
  }

  #load(loaded: Loaded, current: string | null): void {
    this.#version = loaded.version;
    this.connections.load(loaded.brokers);
    this.dashboards.load(loaded.dashboards, current);
  }

  #prefer(change: Partial<Preferences>): void {
    this.#preferences = { ...this.#preferences, ...change };
    call("save_preferences", { preferences: this.#preferences }).catch((cause: unknown) => this.notices.error(cause));
  }
}

const KEY = Symbol("session");

export function provideSession(session: Session): void {
  setContext(KEY, session);
}

export function useSession(): Session {
  return getContext<Session>(KEY);
}
