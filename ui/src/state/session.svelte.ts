// The whole of what the UI knows, made once at the start and handed down by context.
import { getContext, setContext } from "svelte";
import type {
  BrokerChoice,
  BrokerDraft,
  BrokerId,
  DashboardId,
  Notice,
  Preferences,
  SecretInputs,
  TakenBundle,
  Session as Loaded,
  Theme,
  TileId,
} from "../lib/bindings/api";
import { call } from "../lib/call";
import { Events } from "../lib/events";
import { Feed } from "../lib/feed.svelte";
import { t } from "../lib/text";
import { Commands } from "./commands.svelte";
import { Connections } from "./connections.svelte";
import { Dashboards } from "./dashboards.svelte";
import { Devices } from "./devices.svelte";
import { History } from "./history.svelte";
import { Notices } from "./notices.svelte";
import { Offers } from "./offers.svelte";

export class Session {
  readonly events = new Events();
  readonly notices = new Notices();
  readonly offers = new Offers(this.events, (count) =>
    this.notices.say(t.brokers.linksShed(count), { about: "links" }),
  );
  readonly connections = new Connections(this.events);
  readonly history = new History();
  readonly commands = new Commands(this.events, (cause) => this.notices.error(cause));
  readonly feed = new Feed(this.events);
  readonly dashboards = new Dashboards(
    this.events,
    this.notices,
    (lastDashboard) => this.#prefer({ lastDashboard }),
    (tiles) => {
      this.feed.drop(tiles);
      this.commands.drop(tiles);
    },
  );

  readonly devices = new Devices(this.events, this.feed);

  #preferences = $state.raw<Preferences>({ theme: "system", lastDashboard: null, lastPlatform: null });
  #version = $state("");
  #preview = $state<TileId>("preview");

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

  /** The tile under which the feed has what the tile editor's preview reads. */
  get previewTile(): TileId {
    return this.#preview;
  }

  /** @throws CallError */
  async start(): Promise<void> {
    const loaded = await call("session", {});
    this.#preferences = loaded.preferences;
    this.notices.loadStart(loaded.notices);
    this.#load(loaded, loaded.preferences.lastDashboard);
    this.#preview = loaded.preview;
    this.events.start();
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

  /** Takes a bundle in, shows what came of it and offers to take that back. @throws CallError */
  async takeBundle(bundle: string, choices: BrokerChoice[], onto: DashboardId | null): Promise<TakenBundle> {
    const taken = await call("take_bundle", { bundle, choices, onto });
    for (const broker of taken.brokers) this.connections.put(broker);
    for (const view of taken.dashboards) this.dashboards.put(view);
    const [first] = taken.dashboards;
    if (first) this.dashboards.open(first.dashboard.id);
    const { brokers, dashboards, before } = taken;
    const nothing = brokers.length === 0 && !first;
    const said = nothing
      ? t.bundles.nothingTaken
      : before !== null && first
        ? t.bundles.tileTaken(first.dashboard.name)
        : t.bundles.taken(dashboards.length, brokers.length);
    this.notices.say(said, {
      about: "bundle",
      ...(!nothing && { action: { label: t.app.undo, run: () => void this.#takeBack(taken) } }),
    });
    return taken;
  }

  async #takeBack({ dashboards, brokers, before }: TakenBundle): Promise<void> {
    try {
      for (const { dashboard } of dashboards) {
        if (before !== null) {
          if (await this.dashboards.restore(dashboard.id, before)) continue;
          this.notices.say(t.board.changedElsewhere, { about: "bundle" });
          return;
        }
        await this.dashboards.drop(dashboard.id);
      }
      for (const { id } of brokers) await this.deleteBroker(id);
      this.notices.say(t.bundles.takenBack, { about: "bundle" });
    } catch (cause) {
      this.notices.error(cause);
    }
  }

  /** Puts the tiles to work after a careful start; the notice that asked for it goes. */
  async startTiles(asked: Notice): Promise<void> {
    try {
      await call("start_tiles", {});
      this.notices.dismissStart(asked);
    } catch (cause) {
      this.notices.error(cause);
    }
  }

  /** What device code was made for last. */
  get lastPlatform(): string | null {
    return this.#preferences.lastPlatform;
  }

  rememberPlatform(lastPlatform: string): void {
    this.#prefer({ lastPlatform });
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
