// A host that lives in the page's memory, for vitest: it says what a test tells it to say and connects to nothing. What the engine does is
// tested with the engine (crates/, tests/app, tests/browser).
import type {
  AppError,
  BrokerView,
  CommandReport,
  DashboardView,
  EventBatch,
  Requests,
  RoomEvent,
  Session,
  Tile,
} from "../lib/bindings/api";
import type { CallName, Host, StreamName } from "./types";
import { chartAnswers } from "./fake/charts";
import { savedBroker } from "./fake/brokers";
import { edited } from "./fake/edits";
import { emptyHistory, historyAnswers } from "./fake/history";
import { arranged } from "./fake/grid";
import { presets } from "./fake/presets";
import { refuse } from "./fake/refuse";
import { certificate, details, understood } from "./fake/samples";

type Answer<N extends keyof Requests> = Requests[N]["result"] | Promise<Requests[N]["result"]>;
type Answers = { [N in CallName]: (args: Requests[N]["args"]) => Answer<N> };
type Streams = {
  [N in StreamName]: (args: Requests[N]["args"], onitem: (item: Requests[N]["item"]) => void) => Answer<N>;
};

/** By topic, what is told. */
type Told = { [E in RoomEvent as E["topic"]]: E["news"] };

export interface Asked {
  name: CallName | StreamName;
  args: Record<string, unknown>;
}

export class FakeHost implements Host {
  /** Everything asked, in order. */
  readonly asked: Asked[] = [];
  session: Session;
  /** What the data screen shows. */
  readonly history = emptyHistory();
  /** Replaces or adds answers: a test's own words. */
  answers: Partial<Answers> = {};
  /** The same for what answers with many items. */
  streams: Partial<Streams> = {};
  #batch = 0;
  /** What was pushed and nobody asked for yet. */
  #events: RoomEvent[] = [];
  /** The one question that waits for events. */
  #waiting: ((batch: EventBatch) => void) | undefined;
  #ids = 0;
  #revisions = new Map<string, DashboardView[]>();

  constructor(session: Partial<Session> = {}) {
    this.session = {
      brokers: [],
      dashboards: [],
      preferences: { theme: "system", lastDashboard: null, lastPlatform: null },
      notices: [],
      preview: "preview",
      version: "0.1.0",
      ...session,
    };
    for (const view of this.session.dashboards) this.#keep(view);
  }

  async call<N extends CallName>(name: N, args: Requests[N]["args"]): Promise<Requests[N]["result"]> {
    this.asked.push({ name, args: args as Record<string, unknown> });
    await Promise.resolve();
    const answer = (this.answers[name] ?? this.#defaults[name]) as Answers[N] | undefined;
    if (!answer) throw new Error(`nobody said what ${name} is answered`);
    return structuredClone(await answer(args));
  }

  async stream<N extends StreamName>(
    name: N,
    args: Requests[N]["args"],
    onitem: (item: Requests[N]["item"]) => void,
  ): Promise<Requests[N]["result"]> {
    this.asked.push({ name, args: args as Record<string, unknown> });
    await Promise.resolve();
    const answer = (this.streams[name] ?? this.#streamed[name]) as Streams[N];
    return structuredClone(await answer(args, (item) => onitem(structuredClone(item))));
  }

  /** How often, and with what, a request was made. */
  askedFor<N extends CallName>(name: N): Requests[N]["args"][] {
    return this.asked.filter((it) => it.name === name).map((it) => it.args as Requests[N]["args"]);
  }

  /** Tells the page; it hears of it when it asks, which it does all the time. */
  push(news: Partial<Told>): void {
    for (const [topic, told] of Object.entries(news)) this.#events.push({ topic, news: told } as RoomEvent);
    this.#answer();
  }

  /** Whether the page waits for more. */
  get isAsked(): boolean {
    return this.#waiting !== undefined;
  }

  /** Counts batches from the beginning, as an engine does that knows nothing of the page. */
  beginAnew(): void {
    this.#batch = 0;
  }

  #answer(): void {
    if (!this.#waiting || this.#events.length === 0) return;
    this.#waiting({ batch: ++this.#batch, events: this.#events });
    this.#events = [];
    this.#waiting = undefined;
  }

  /** Makes the next call of this name fail. */
  failOnce(name: CallName, error: AppError): void {
    const before = this.answers[name];
    this.answers = {
      ...this.answers,
      [name]: () => {
        this.answers = { ...this.answers, [name]: before };
        return Promise.reject(error);
      },
    };
  }

  #defaults: Partial<Answers> = {
    session: () => this.session,
    save_preferences: ({ preferences }) => {
      this.session.preferences = preferences;
      return null;
    },
    presets: () => presets,
    read_broker: ({ broker }) => this.session.brokers.find((it) => it.id === broker) ?? null,
    read_dashboard: ({ dashboard }) => this.session.dashboards.find((it) => it.dashboard.id === dashboard) ?? null,
    understand: () => understood({}),
    check_keyring: () => ({ state: "available" }),
    this_network: () => null,
    read_authorities: () => [certificate()],
    read_identity: ({ identity }) => (identity.action === "pem" || identity.action === "pkcs12" ? [certificate()] : []),
    save_broker: ({ draft }) => {
      const known = this.session.brokers.find((it) => it.id === draft.id);
      const first = this.session.brokers.length === 0 && this.session.dashboards.length === 0;
      const broker = this.#put(savedBroker(draft.id ?? this.#id("broker"), draft, known));
      return { broker, dashboard: first ? this.#create(broker.name) : null };
    },
    duplicate_broker: ({ broker, name }) => {
      const copy = { id: this.#id("broker"), name, enabled: false, connection: { state: "idle" } as const };
      return this.#put({ ...this.#broker(broker), ...copy, clientId: `tilework-${copy.id}` });
    },
    enable_broker: ({ broker, enabled }) =>
      this.#put({
        ...this.#broker(broker),
        enabled,
        connection: enabled ? { state: "connecting", attempt: 1 } : { state: "idle" },
      }),
    trust_certificate: ({ broker, fingerprint }) => {
      const known = this.#broker(broker);
      const tls = { ...known.tls, pinned: [...known.tls.pinned, fingerprint] };
      return this.#put({ ...known, tls, connection: { state: "connecting", attempt: 1 } });
    },
    renew_client_id: ({ broker }) =>
      this.#put({
        ...this.#broker(broker),
        clientId: `tilework-${++this.#ids}`,
        connection: { state: "connecting", attempt: 1 },
      }),
    connection_details: ({ broker }) => details(this.#broker(broker)),
    network_changed: () => null,
    delete_broker: ({ broker }) => {
      this.session.brokers = this.session.brokers.filter((it) => it.id !== broker);
      return null;
    },
    reconnect: () => null,
    start_demo: () => this.session,
    remove_demo: () => {
      this.session = {
        ...this.session,
        brokers: this.session.brokers.filter((it) => it.origin !== "demo"),
        dashboards: [],
      };
      return this.session;
    },
    create_dashboard: ({ name }) => this.#create(name),
    edit_dashboard: ({ dashboard, edit }) =>
      this.#keep(edited(this.#view(dashboard), edit, (prefix) => this.#id(prefix))),
    preview_edit: ({ dashboard, edit }) => edited(this.#view(dashboard), edit, (prefix) => this.#id(prefix)).layouts,
    delete_dashboard: ({ dashboard }) => {
      const { revision } = this.#view(dashboard);
      this.session.dashboards = this.session.dashboards.filter((it) => it.dashboard.id !== dashboard);
      return { revision };
    },
    restore_dashboard: ({ dashboard, revision }) => {
      const revisions = this.#revisions.get(dashboard) ?? [];
      const wanted = revisions.find((it) => it.revision === revision);
      if (!wanted) return refuse({ code: "notFound", detail: { what: "The dashboard" } });
      return this.#keep({ ...wanted, revision: (revisions.at(-1)?.revision ?? 0) + 1 });
    },
    check_tile: () => [],
    send_command: ({ tile, slot, value }) => {
      const report: CommandReport = { id: ++this.#ids, tile, slot, value, state: "sending" };
      return report;
    },
    next_events: ({ after }) =>
      new Promise((done) => {
        this.#waiting?.({ batch: after, events: [] });
        this.#waiting = done;
        this.#answer();
      }),
    watch: () => null,
    set_visible: () => null,
    set_preview: () => [],
    devices: () => [],
    missing_secrets: () => [],
    share: () => ({ link: "tilework://add#abc", code: { size: 29, path: "M4 4h7v1h-7z" }, bytes: 900 }),
    save_bundle: () => ({ kind: "saved", place: "/home/Farm.tilework", samples: 0 }),
    watch_entities: () => [],
    ...chartAnswers,
    ...historyAnswers(this.history),
  };

  #streamed: Streams = {
    test_connection: () => ({ ok: true, steps: [] }),
    export_samples: ({ export: { title, format } }, onprogress) => {
      onprogress({ work: 1, done: 0, total: null });
      return { kind: "saved", place: `${title}.${format === "csv" ? "csv" : "jsonl"}`, samples: 0 };
    },
    compact_history: () => this.history,
  };

  #broker(id: string): BrokerView {
    const broker = this.session.brokers.find((it) => it.id === id);
    return broker ?? refuse({ code: "notFound", detail: { what: "The broker" } });
  }

  #put(broker: BrokerView): BrokerView {
    const known = this.session.brokers.some((it) => it.id === broker.id);
    this.session.brokers = known
      ? this.session.brokers.map((it) => (it.id === broker.id ? broker : it))
      : [...this.session.brokers, broker];
    return broker;
  }

  #id(prefix: string): string {
    return `${prefix}-${++this.#ids}`;
  }

  #view(id: string): DashboardView {
    const view = this.session.dashboards.find((it) => it.dashboard.id === id);
    return view ?? refuse({ code: "notFound", detail: { what: "The dashboard" } });
  }

  #create(name: string): DashboardView {
    const id = this.#id("dashboard");
    return this.#keep({
      dashboard: { schemaVersion: 2, id, name, tiles: [], layouts: { narrow: null, medium: null, wide: null } },
      revision: 1,
      layouts: { narrow: {}, medium: {}, wide: {} },
    });
  }

  #keep(view: DashboardView): DashboardView {
    const id = view.dashboard.id;
    this.#revisions.set(id, [...(this.#revisions.get(id) ?? []), structuredClone(view)]);
    const known = this.session.dashboards.some((it) => it.dashboard.id === id);
    this.session.dashboards = known
      ? this.session.dashboards.map((it) => (it.dashboard.id === id ? view : it))
      : [...this.session.dashboards, view];
    return view;
  }
}

export function dashboardOf(id: string, name: string, tiles: Tile[]): DashboardView {
  return {
    dashboard: { schemaVersion: 2, id, name, tiles, layouts: { narrow: null, medium: null, wide: null } },
    revision: 1,
    layouts: arranged(tiles),
  };
}
