// Written by `cargo xtask bindings` from crates/engine/src/api. Do not edit.

/**
 * A tile's one colour; the themes say what it looks like.
 */
export type Accent = "teal" | "sky" | "violet" | "rose" | "coral" | "amber" | "green";

/**
 * How a command is known to have worked: the binding in `slot` of the same tile takes the wanted value.
 */
export type Answer = { slot: Slot, 
/**
 * Milliseconds until the command counts as unconfirmed, 100 to 600,000.
 */
timeoutMs: number, 
/**
 * How far a number may be from the wanted one, for devices that round.
 */
tolerance: number, };

/**
 * A variant exists only if the UI does something different for it. Connection trouble is state, not an error.
 */
export type AppError = { "code": "invalidInput", "detail": { problems: Array<Problem>, } } | { "code": "notFound", "detail": { what: string, } } | { "code": "secretStoreUnavailable", "detail": { message: string, } } | { "code": "notSaved", "detail": { message: string, } } | { "code": "newerDocument" } | { "code": "tooManyTiles", "detail": { limit: number, } } | { "code": "demoFailed", "detail": { message: string, } } | { "code": "internal", "detail": { message: string, } };

/**
 * A layout for each grid, the missing ones made by reflow.
 */
export type ArrangedLayouts = { narrow: Layout, medium: Layout, wide: Layout, };

/**
 * A topic of a broker, and how its messages become values.
 */
export type Binding = { broker: BrokerId, topic: TopicFilter, qos: Qos, 
/**
 * A minijinja template over `value` and `value_json`; `None` takes the payload as it is.
 */
template: string | null, decode: Decode, 
/**
 * Shown behind the number; wins over a unit found in the payload.
 */
unit: string | null, 
/**
 * Whether samples are kept for a chart or a sparkline.
 */
keepSeries: boolean, };

/**
 * A binding as a person typed it, before its topic and template were looked at.
 */
export type BindingDraft = { broker: BrokerId, topic: string, qos: Qos, template: string | null, decode: Decode, unit: string | null, keepSeries: boolean, };

/**
 * One binding of one tile, written `tile/slot`. The editor's live preview uses the tile `preview`.
 */
export type BindingKey = string;

/**
 * The broker form.
 */
export type BrokerDraft = { 
/**
 * `None` for a new one.
 */
id: BrokerId | null, 
/**
 * Empty: the host stands in.
 */
name: string, host: string, 
/**
 * `None`: 1883. Wider than a port, so that 70000 is a problem of the field and not of the call.
 */
port: number | null, username: string, 
/**
 * Empty: one is made.
 */
clientId: string, protocol: Protocol, transport: Transport, };

/**
 * A broker's document, and the name of its secret in the keyring.
 */
export type BrokerId = string;

export type BrokerView = { connection: ConnectionState, schemaVersion: number, id: BrokerId, name: string, 
/**
 * Empty: none is sent.
 */
username: string, passwordPlace: PasswordPlace, 
/**
 * As it goes to the broker; unique for each installation, so that two phones do not throw each other out.
 */
clientId: string, } & ({ "origin": "own", endpoint: Endpoint, } | { "origin": "demo" });

/**
 * The theme's colours, `#rrggbb`: the UI's tokens are their only list.
 */
export type ChartPalette = { surface: string, text: string, grid: string, };

/**
 * A picture of the newest samples of some bindings.
 */
export type ChartRequest = { series: Array<ChartSeries>, 
/**
 * CSS pixels, 40 to 4,096.
 */
width: number, 
/**
 * CSS pixels, 20 to 4,096.
 */
height: number, 
/**
 * How far back from now, in seconds; 1 to 31,622,400 (a leap year).
 */
spanSeconds: number, unit: string | null, 
/**
 * A sparkline has none.
 */
axes: boolean, 
/**
 * `None`: from the samples.
 */
minimum: number | null, maximum: number | null, palette: ChartPalette, 
/**
 * Minutes east of UTC, for the labels of the time axis.
 */
utcOffsetMinutes: number, };

/**
 * How to find a value in the picture: pixels of the plot's area and what its edges stand for.
 */
export type ChartScales = { left: number, top: number, right: number, bottom: number, from: number, to: number, minimum: number, maximum: number, 
/**
 * Samples that the picture was drawn from, over all series.
 */
samples: number, };

export type ChartSeries = { binding: BindingKey, 
/**
 * `#rrggbb`
 */
color: string, style: ChartStyle, };

export type ChartStyle = "line" | "area" | "step";

/**
 * A topic of a broker, and the payload that goes there.
 */
export type Command = { broker: BrokerId, topic: Topic, payload: PayloadRule, qos: Qos, retain: boolean, 
/**
 * `None`: nothing answers, and the tile says "sent", never "on".
 */
answer: Answer | null, };

/**
 * A command as a person typed it.
 */
export type CommandDraft = { broker: BrokerId, topic: string, payload: PayloadRule, qos: Qos, retain: boolean, answer: Answer | null, };

/**
 * Why a command did not go out.
 */
export type CommandFailure = { "kind": "offline" } | { "kind": "connectionLost" } | { "kind": "refused", code: number, } | { "kind": "tooLarge", bytes: number, limit: number, } | { "kind": "template", line: number, message: string, } | { "kind": "busy" };

/**
 * What became of one press, as the UI hears it.
 */
export type CommandReport = { 
/**
 * Counts up from 1 with every command of this run of the app.
 */
id: number, tile: TileId, slot: Slot, 
/**
 * The wanted value: true or false, a number, a text, or null for a plain press.
 */
value: JsonValue, } & ({ "state": "sending" } | { "state": "sent" } | { "state": "confirmed" } | { "state": "unconfirmed" } | { "state": "failed", reason: CommandFailure, });

export type ConnectionChange = { broker: BrokerId, connection: ConnectionState, };

/**
 * The steps of a tried connection, up to the first that failed.
 */
export type ConnectionReport = { steps: Array<ConnectionStep>, ok: boolean, };

/**
 * A connection is in exactly one of these.
 */
export type ConnectionState = { "state": "idle" } | { "state": "connecting", attempt: number, } | { "state": "online", since: number, } | { "state": "waiting", attempt: number, until: number, reason: Trouble, } | { "state": "stopped", reason: Trouble, };

export type ConnectionStep = { name: StepName, durationMs: number, 
/**
 * `None`: it worked.
 */
trouble: Trouble | null, };

export type Dashboard = { schemaVersion: number, id: DashboardId, name: string, 
/**
 * In the order they were added: the order of a layout that is made by reflow.
 */
tiles: Array<Tile>, 
/**
 * Only the layouts that a person arranged; [`Dashboard::layout`] makes the others.
 */
layouts: Layouts, };

/**
 * One change. Each is applied and saved whole, as a revision of its own, so each can be undone.
 */
export type DashboardEdit = { "edit": "rename", name: string, } | { "edit": "addTile", draft: TileDraft, } | { "edit": "updateTile", tile: TileId, draft: TileDraft, } | { "edit": "deleteTile", tile: TileId, } | { "edit": "moveTile", grid: Grid, tile: TileId, column: number, row: number, } | { "edit": "resizeTile", grid: Grid, tile: TileId, size: TileSize, };

/**
 * A dashboard's document.
 */
export type DashboardId = string;

export type DashboardView = { dashboard: Dashboard, 
/**
 * Of the saved state; `restore_dashboard` takes it.
 */
revision: number, layouts: ArrangedLayouts, };

/**
 * How the text of a payload (or of a template's result) becomes a value.
 */
export type Decode = { "as": "auto" } | { "as": "number" } | { "as": "text" } | { "as": "json" } | { "as": "onOff", on: string, off: string, };

/**
 * The revision that brings back what was deleted.
 */
export type Deleted = { revision: number, };

/**
 * Where a broker is and how to talk to it.
 */
export type Endpoint = { 
/**
 * Host name, IPv4 or IPv6 address without brackets.
 */
host: string, 
/**
 * 1 to 65,535.
 */
port: number, protocol: Protocol, transport: Transport, };

/**
 * A variant exists only if the UI says something different for it.
 */
export type Fault = { "kind": "required" } | { "kind": "tooLong", max: number, } | { "kind": "outOfRange", min: number, max: number, } | { "kind": "emptyRange" } | { "kind": "host" } | { "kind": "topicWildcard" } | { "kind": "filterHash" } | { "kind": "filterPlus" } | { "kind": "filterShare" } | { "kind": "controlCharacter" } | { "kind": "template", line: number, message: string, } | { "kind": "missing", name: string, };

/**
 * What changed since the last batch. Nothing more is sent until the UI acknowledges `batch`.
 */
export type FeedBatch = { batch: number, 
/**
 * Only of bindings in view, only the newest of each.
 */
readings: Array<Reading>, 
/**
 * All connections whose state changed.
 */
connections: Array<ConnectionChange>, commands: Array<CommandReport>, };

/**
 * The three grids of the UI, by the width of the window.
 */
export type Grid = "narrow" | "medium" | "wide";

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * No two places overlap, and all are inside the columns of their grid.
 */
export type Layout = { [key in TileId]: Place };

/**
 * One layout for each grid that a person arranged.
 */
export type Layouts = { narrow: Layout | null, medium: Layout | null, wide: Layout | null, };

/**
 * Something at the start that a person must know of. Nothing was overwritten.
 */
export type Notice = { "kind": "databaseSetAside", file: string, } | { "kind": "newerDocument", name: string, } | { "kind": "damagedDocument", name: string, message: string, } | { "kind": "demoFailed", message: string, };

/**
 * What the form says about the password.
 */
export type PasswordInput = { "action": "keep" } | { "action": "set", password: Secret, remember: boolean, } | { "action": "clear" };

/**
 * Where the password of a broker is kept. The password itself is never here.
 */
export type PasswordPlace = "none" | "keyring" | "session";

/**
 * How the payload is made from the wanted value.
 */
export type PayloadRule = { "as": "template", text: string, } | { "as": "onOff", on: string, off: string, };

/**
 * The cells of one tile; columns and rows count from 0.
 */
export type Place = { column: number, row: number, width: number, height: number, };

/**
 * Small and losable.
 */
export type Preferences = { theme: Theme, lastDashboard: DashboardId | null, };

/**
 * A fault and the place it is in.
 */
export type Problem = { 
/**
 * Path of the field from the root of the draft, parts joined by `.`: `host`, `bindings.state.topic`.
 */
field: string, fault: Fault, };

export type Protocol = "3.1.1";

/**
 * Quality of service of a subscription or a publish (MQTT 5 §4.3). There is no 2: rumqttc may deliver it twice, so Tilework
 * does not promise it.
 */
export type Qos = "atMostOnce" | "atLeastOnce";

/**
 * What a binding says now.
 */
export type Reading = { binding: BindingKey, 
/**
 * When the newest message came; `None`: none yet.
 */
at: number | null, 
/**
 * The last good value; kept beside a problem, so that a tile can show it dimmed.
 */
value: Value | null, unit: string | null, 
/**
 * Digits behind the decimal point that the source gave.
 */
decimals: number, 
/**
 * The broker had kept it: its age is unknown.
 */
retained: boolean, 
/**
 * What is wrong with the newest message, or with the subscription.
 */
problem: ReadingProblem | null, 
/**
 * The newest message's text, at most 4 KiB; only for the editor's preview.
 */
payload: string | null, };

/**
 * Why a message gave no value. The tile shows it in place; the next good message ends it.
 */
export type ReadingProblem = { "kind": "notANumber", excerpt: string, } | { "kind": "notOnOff", excerpt: string, } | { "kind": "notJson", excerpt: string, } | { "kind": "notText", bytes: number, } | { "kind": "tooLarge", bytes: number, limit: number, } | { "kind": "template", line: number, message: string, } | { "kind": "empty" } | { "kind": "subscriptionRefused", code: number, };

export type SavedBroker = { broker: BrokerView, 
/**
 * Made for the first broker.
 */
dashboard: DashboardView | null, };

/**
 * A secret in memory. It can be read in and handed to a broker or a keyring; it cannot be written out: there is no
 * `Serialize`, no `Display`, and `Debug` prints `***`.
 */
export type Secret = string;

/**
 * Everything the UI needs at its start.
 */
export type Session = { brokers: Array<BrokerView>, dashboards: Array<DashboardView>, preferences: Preferences, 
/**
 * What could not be opened at the start; shown until the app closes.
 */
notices: Array<Notice>, version: string, };

/**
 * The place of a binding or a command in its tile, as the tile kind names it: `state`, `value`, `series1`, `set`.
 */
export type Slot = string;

export type StepName = "resolve" | "connect" | "authenticate";

export type Theme = "system" | "dark" | "light";

export type Tile = { id: TileId, kind: TileKind, title: string, 
/**
 * A Material Design Icons name without `mdi:`, or `None` for the kind's own.
 */
icon: string | null, accent: Accent, 
/**
 * The size a new layout gives it.
 */
size: TileSize, 
/**
 * The slot `availability` means the same for every kind: off says that the device is away.
 */
bindings: { [key in Slot]: Binding }, commands: { [key in Slot]: Command }, 
/**
 * Of the kind's own making; kept as it is, unknown keys too.
 */
options: { [key in string]: JsonValue }, };

/**
 * The tile editor's form.
 */
export type TileDraft = { kind: TileKind, title: string, icon: string | null, accent: Accent, size: TileSize, bindings: { [key in Slot]: BindingDraft }, commands: { [key in Slot]: CommandDraft }, options: { [key in string]: JsonValue }, };

/**
 * A tile, unique over all dashboards of this installation.
 */
export type TileId = string;

/**
 * A tile kind: the name of a folder under `ui/src/tiles`. The list of kinds lives there and nowhere else.
 */
export type TileKind = string;

/**
 * Cells on the narrow grid of 4 columns.
 */
export type TileSize = { 
/**
 * 1 to 4.
 */
width: number, 
/**
 * 1 to 24.
 */
height: number, };

/**
 * A topic to publish to.
 */
export type Topic = string;

/**
 * A topic filter to subscribe to.
 */
export type TopicFilter = string;

export type Transport = "tcp";

/**
 * Why a connection failed or ended. A variant exists only if the UI says something different for it.
 */
export type Trouble = { "kind": "hostNotFound" } | { "kind": "portClosed" } | { "kind": "unreachable" } | { "kind": "timedOut" } | { "kind": "notMqtt" } | { "kind": "closedEarly" } | { "kind": "protocolRefused" } | { "kind": "clientIdRefused" } | { "kind": "serverUnavailable" } | { "kind": "badCredentials" } | { "kind": "notAuthorized" } | { "kind": "lost" } | { "kind": "messageTooLarge", limit: number, } | { "kind": "secretUnavailable" } | { "kind": "secretMissing" } | { "kind": "demoUnavailable" } | { "kind": "other", message: string, };

/**
 * A decoded payload. Numbers are always finite.
 */
export type Value = { "type": "number", "value": number } | { "type": "boolean", "value": boolean } | { "type": "text", "value": string } | { "type": "json", "value": JsonValue };

/** Name, arguments and answer of every command. */
export type Commands = {
  session: { kind: "call", args: {  }, result: Session },
  save_preferences: { kind: "call", args: { preferences: Preferences }, result: null },
  test_connection: { kind: "call", args: { draft: BrokerDraft, password: PasswordInput }, result: ConnectionReport },
  save_broker: { kind: "call", args: { draft: BrokerDraft, password: PasswordInput }, result: SavedBroker },
  delete_broker: { kind: "call", args: { broker: BrokerId }, result: null },
  reconnect: { kind: "call", args: { broker: BrokerId }, result: null },
  start_demo: { kind: "call", args: {  }, result: Session },
  remove_demo: { kind: "call", args: {  }, result: Session },
  create_dashboard: { kind: "call", args: { name: string }, result: DashboardView },
  edit_dashboard: { kind: "call", args: { dashboard: DashboardId, edit: DashboardEdit }, result: DashboardView },
  preview_edit: { kind: "call", args: { dashboard: DashboardId, edit: DashboardEdit }, result: ArrangedLayouts },
  delete_dashboard: { kind: "call", args: { dashboard: DashboardId }, result: Deleted },
  restore_dashboard: { kind: "call", args: { dashboard: DashboardId, revision: number }, result: DashboardView },
  check_tile: { kind: "call", args: { draft: TileDraft }, result: Array<Problem> },
  send_command: { kind: "call", args: { tile: TileId, slot: Slot, value: JsonValue }, result: CommandReport },
  open_feed: { kind: "stream", args: {  }, result: number, item: FeedBatch },
  acknowledge: { kind: "call", args: { feed: number, batch: number }, result: null },
  watch: { kind: "call", args: { feed: number, bindings: Array<BindingKey> }, result: null },
  set_visible: { kind: "call", args: { feed: number, visible: boolean }, result: null },
  set_preview: { kind: "call", args: { feed: number, draft: TileDraft | null }, result: Array<Problem> },
  draw_chart: { kind: "bytes", args: { request: ChartRequest }, result: ArrayBuffer },
  export_chart: { kind: "bytes", args: { request: ChartRequest }, result: ArrayBuffer },
};
