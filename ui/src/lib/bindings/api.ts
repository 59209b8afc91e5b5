// Written by `cargo xtask bindings` from crates/engine/src. Do not edit.

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
export type AppError = { "code": "invalidInput", "detail": { problems: Array<Problem>, } } | { "code": "notFound", "detail": { what: string, } } | { "code": "secretStoreUnavailable", "detail": { message: string, } } | { "code": "notSaved", "detail": { message: string, } } | { "code": "newerDocument" } | { "code": "tooManyTiles", "detail": { limit: number, } } | { "code": "demoFailed", "detail": { message: string, } } | { "code": "noHistory", "detail": { message: string, } } | { "code": "notAllowed", "detail": { needs: Right, } } | { "code": "bundleRefused", "detail": { fault: BundleFault, } } | { "code": "internal", "detail": { message: string, } };

/**
 * A layout for each grid, the missing ones made by reflow.
 */
export type ArrangedLayouts = { narrow: Layout, medium: Layout, wide: Layout, };

/**
 * What several of them mean together.
 */
export type AvailabilityMode = "all" | "any" | "latest";

export type AxisScale = { minimum: number, maximum: number, logarithmic: boolean, };

export type AxisSide = "left" | "right";

/**
 * What a bar is as high as.
 */
export type BarMeasure = "mean" | "minimum" | "maximum" | "sum" | "delta" | "count";

export type BarSpan = "hour" | "day" | "week" | "month";

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
 * A template like `template` that gives the time of the sample, as the device tells it ([`crate::instant::read`]);
 * `None`: when the message came.
 */
timeTemplate: string | null, };

/**
 * A binding as a person typed it, before its topic and template were looked at.
 */
export type BindingDraft = { broker: BrokerId, topic: string, qos: Qos, template: string | null, decode: Decode, unit: string | null, timeTemplate: string | null, };

/**
 * One binding of one tile, written `tile/slot`. The editor's live preview uses the tile `preview`.
 */
export type BindingKey = string;

/**
 * What becomes of a broker of a bundle.
 */
export type BrokerChoice = { reference: BrokerId, 
/**
 * This one is used instead. None: a new one is made.
 */
instead: BrokerId | null, };

/**
 * What was found on one broker.
 */
export type BrokerDevices = { broker: BrokerId, 
/**
 * Devices are looked for.
 */
finds: boolean, 
/**
 * They were, and the broker ended the connection over it: they are not looked for until somebody asks.
 */
refuses: boolean, setting: DiscoverySetting, devices: Array<DeviceView>, 
/**
 * Announcements that could not be read, the newest last.
 */
unread: Array<Unread>, 
/**
 * Announcements that found no room.
 */
leftOut: number, 
/**
 * Devices that a person does not want to see.
 */
forgotten: Array<ForgottenDevice>, };

/**
 * The broker form, without its secrets.
 */
export type BrokerDraft = { 
/**
 * `None` for a new one.
 */
id: BrokerId | null, 
/**
 * Empty: the first host stands in.
 */
name: string, preset: Preset, 
/**
 * The best first, at most 8.
 */
endpoints: Array<EndpointDraft>, username: string, 
/**
 * Empty: one is made.
 */
clientId: string, protocol: Protocol, topicPrefix: string, keepAliveSeconds: number, sessionExpirySeconds: number, 
/**
 * Bytes.
 */
packetLimit: number, birth: StatusMessageDraft | null, lastWill: StatusMessageDraft | null, userProperties: Array<UserProperty>, tls: TlsSettings, };

/**
 * One connection's.
 */
export type BrokerFigures = { broker: BrokerId, 
/**
 * Since the app started.
 */
counters: Counters, 
/**
 * Bytes of the messages that were left out because there were too many.
 */
shedBytes: number, 
/**
 * Presses and other requests on their way to the connection. `None`: the broker is switched off.
 */
requests: Depth | null, latencyMs: number | null, };

/**
 * A broker's document, and the name of its secret in the keyring.
 */
export type BrokerId = string;

export type BrokerLook = { 
/**
 * By which a [`BrokerChoice`] means it.
 */
reference: BrokerId, 
/**
 * Empty: it was not told.
 */
name: string, preset: Preset, 
/**
 * Its first address: `host:port`. None: it was not told, and is to be typed.
 */
address: string | null, 
/**
 * What is to be typed after it is added.
 */
secrets: Array<SecretKind>, 
/**
 * One that is there already and is likely the same.
 */
like: BrokerId | null, };

/**
 * What a text says of a broker. `None`: nothing, the form keeps what it has.
 */
export type BrokerPatch = { name: string | null, 
/**
 * The service that the host belongs to, if it is a known one.
 */
preset: Preset | null, 
/**
 * Without brackets.
 */
host: string | null, port: number | null, transport: Transport | null, 
/**
 * Only with a WebSocket transport.
 */
path: string | null, username: string | null, clientId: string | null, protocol: Protocol | null, topicPrefix: string | null, 
/**
 * Only if it is not the host.
 */
serverName: string | null, 
/**
 * All that were named, if there were several; `transport` and `port` are the best of them.
 */
ports: Array<TransportPort>, };

export type BrokerView = { connection: ConnectionState, schemaVersion: number, id: BrokerId, name: string, preset: Preset, 
/**
 * A disabled broker is kept and not connected.
 */
enabled: boolean, protocol: Protocol, 
/**
 * Empty: none is sent, or it is a secret.
 */
username: string, 
/**
 * As it goes to the broker; unique for each installation, so that two phones do not throw each other out.
 */
clientId: string, 
/**
 * The secrets it has, and where they are.
 */
secrets: { [key in SecretKind]?: SecretPlace }, 
/**
 * Put before every topic that does not begin with it already. Empty: none.
 */
topicPrefix: string, 
/**
 * Seconds, 5 to 65,535 (MQTT 5 §3.1.2.10).
 */
keepAliveSeconds: number, 
/**
 * How long the broker keeps subscriptions and messages for us while we are away, in seconds (MQTT 5 §3.1.2.11.2). 0: not at
 * all. In MQTT 3.1.1 anything else is "as long as the broker likes" (§3.1.2.4).
 */
sessionExpirySeconds: number, 
/**
 * The largest message taken from or given to the broker, in bytes, 1,024 to 268,435,455 (MQTT 5 §2.1.4).
 */
packetLimit: number, 
/**
 * Published after every connect.
 */
birth: StatusMessage | null, 
/**
 * Published by the broker when the connection is lost (MQTT 5 §3.1.2.5), and by us before we leave.
 */
lastWill: StatusMessage | null, 
/**
 * Sent with CONNECT in MQTT 5 (§3.1.2.11.8). Their values are a secret, and empty here.
 */
userProperties: Array<UserProperty>, 
/**
 * Names of the headers of the WebSocket request, in order; their values are a secret.
 */
headerNames: Array<string>, tls: TlsSettings, 
/**
 * The client certificate and its chain as PEM; its private key is a secret.
 */
certificate: string | null, } & ({ "origin": "own", endpoints: Array<Endpoint>, } | { "origin": "demo" });

/**
 * Nothing was changed.
 */
export type BundleFault = { "kind": "foreign" } | { "kind": "cutOff" } | { "kind": "damaged", message: string, } | { "kind": "newer" } | { "kind": "tooLarge", limit: number, } | { "kind": "tooComplex" } | { "kind": "tooManyTiles", limit: number, } | { "kind": "tooManyDashboards", limit: number, } | { "kind": "tooManyBrokers", limit: number, } | { "kind": "wrongBroker", name: string, field: string, } | { "kind": "empty" };

/**
 * What is in it, which says what becomes of it at an import.
 */
export type BundleKind = "tile" | "dashboard" | "brokers" | "backup";

/**
 * What a bundle would do here.
 */
export type BundleLook = { kind: BundleKind, brokers: Array<BrokerLook>, dashboards: Array<DashboardLook>, };

/**
 * Which byte comes first: the one that counts most (as on the network), or least (as in most boards).
 */
export type ByteOrder = "big" | "little";

/**
 * Who an entity is for.
 */
export type Category = "main" | "settings" | "diagnostic";

/**
 * Whose certificate it is.
 */
export type CertificateOwner = "broker" | "client";

/**
 * Why a broker's certificate is not trusted. All but `Invalid` and `Revoked` can be pinned for one broker.
 */
export type CertificateProblem = "unknownIssuer" | "expired" | "notYetValid" | "wrongName" | "revoked" | "invalid";

/**
 * The parts of an X.509 certificate (RFC 5280 §4.1) that a person can compare. All text is the certificate's own: hostile, and
 * cut to 200 characters.
 */
export type CertificateSummary = { subject: string, issuer: string, 
/**
 * The names and addresses it is for (subjectAltName), at most 20.
 */
names: Array<string>, notBefore: number, notAfter: number, 
/**
 * SHA-256 of the whole certificate: 32 pairs of capital hexadecimal digits, joined by `:`.
 */
fingerprint: string, };

export type ChartAxis = { 
/**
 * Written once, at the highest label. Hostile text is harmless; more than 12 characters are cut.
 */
unit: string | null, 
/**
 * `None`: from the samples. At most 1e300 either way, and below `maximum`. At most 0 counts as `None` on a logarithmic axis.
 */
minimum: number | null, 
/**
 * `None`: from the samples.
 */
maximum: number | null, 
/**
 * Values of 0 and less are not drawn.
 */
logarithmic: boolean, };

/**
 * The bars of a picture, so that numbers are told of them and not of the samples they are made of.
 */
export type ChartBars = { every: BarSpan, measure: BarMeasure, 
/**
 * Of the local calendar; a name of the IANA time zone database.
 */
timeZone: string, 
/**
 * Those that are drawn behind them: of so long before.
 */
back: ChartCompare | null, };

export type ChartCompare = "day" | "week" | "year";

/**
 * How the person writes times and numbers, as the web view knows it (ECMA-402). It may come from anywhere: it is cut and cleaned where it is used.
 */
export type ChartLocale = { 
/**
 * A name of the IANA time zone database; one that is not known counts as UTC.
 */
timeZone: string, 
/**
 * Short names, January first. A missing one is written as a number.
 */
months: Array<string>, 
/**
 * Short names, Monday first. A missing one is left out.
 */
weekdays: Array<string>, 
/**
 * Before and after noon, where clocks have 12 hours; `None`: 24.
 */
dayPeriods: [string, string] | null, 
/**
 * "5 Jan" or "Jan 5".
 */
dayFirst: boolean, 
/**
 * Empty counts as a point.
 */
decimalSeparator: string, 
/**
 * Between each three digits; may be empty.
 */
groupSeparator: string, 
/**
 * Words of a state timeline.
 */
on: string, off: string, };

/**
 * An instant to point at: when an alert began, for example.
 */
export type ChartMarker = { 
/**
 * Milliseconds since 1970; those outside of the chart are not drawn.
 */
at: number, color: Color, 
/**
 * Written at the flag where there is room; may be empty.
 */
label: string, };

/**
 * The theme's colours: the UI's tokens are their only list.
 */
export type ChartPalette = { 
/**
 * Behind a PNG and an export. Any other SVG has no background: what it lies on shines through.
 */
surface: Color, 
/**
 * Of the labels.
 */
text: Color, 
/**
 * Of the grid's lines.
 */
grid: Color, 
/**
 * Of the states of a timeline, in turn; on is the series' own colour, off is `grid`.
 */
states: Array<Color>, };

/**
 * What is drawn of the series.
 */
export type ChartPlot = { "kind": "lines" } | { "kind": "bars", every: BarSpan, measure: BarMeasure, } | { "kind": "timeline" } | { "kind": "scatter" } | { "kind": "histogram" };

export type ChartRange = { "kind": "last", 
/**
 * 1 to 31,622,400 (a leap year).
 */
seconds: number, exact: boolean, } | { "kind": "between", from: number, to: number, };

/**
 * A picture of the history of some bindings.
 */
export type ChartRequest = { 
/**
 * At most 16; the first is drawn on top of the others.
 */
series: Array<ChartSeries>, plot: ChartPlot, 
/**
 * CSS pixels, 40 to 4,096.
 */
width: number, 
/**
 * CSS pixels, 20 to 4,096.
 */
height: number, range: ChartRange, 
/**
 * The same series once more, fainter and dashed, from a day or a week before.
 */
compare: ChartCompare | null, 
/**
 * A sparkline has none.
 */
axes: boolean, left: ChartAxis, 
/**
 * Used by the series that say so; `None` while none does.
 */
right: ChartAxis | null, thresholds: Array<ChartThreshold>, 
/**
 * Instants to point at: when an alert began, for example.
 */
markers: Array<ChartMarker>, palette: ChartPalette, locale: ChartLocale, };

/**
 * What comes with a picture.
 */
export type ChartScales = { 
/**
 * Samples of the range, over all series; of a timeline, its stretches. A state that held all the time has no sample in it, and is drawn.
 */
samples: number, 
/**
 * Nothing is drawn: there is no history in the range.
 */
empty: boolean, 
/**
 * What the bars are of: wider ones than asked for where they would be too many. `None`: none are drawn.
 */
every: BarSpan | null, left: number, top: number, right: number, bottom: number, 
/**
 * Milliseconds since 1970 at `left` and `right`, unless there is a bottom axis.
 */
from: number, to: number, leftAxis: AxisScale, rightAxis: AxisScale | null, 
/**
 * Of scatters and histograms: what `left` and `right` stand for.
 */
bottomAxis: AxisScale | null, };

export type ChartSeries = { binding: BindingKey, 
/**
 * For the legend of an export, the rows of a timeline, the axes of a scatter.
 */
label: string, color: Color, style: ChartStyle, 
/**
 * Straight lines between samples, or a curve through them that never overshoots. Steps have none.
 */
smooth: boolean, axis: AxisSide, };

export type ChartStyle = "line" | "area" | "step";

export type ChartTable = { 
/**
 * Whether each row is the samples of one instant; else a row is what is from its time to that of the next.
 */
exact: boolean, 
/**
 * What each row is a bar of.
 */
every: BarSpan | null, rows: Array<TableRow>, };

/**
 * A line across the plot, or a band when it has a second value. What is not finite is not drawn.
 */
export type ChartThreshold = { value: number, 
/**
 * The other edge of a band.
 */
to: number | null, color: Color, 
/**
 * Written at the line where there is room; may be empty.
 */
label: string, axis: AxisSide, };

export type CodeFile = { name: string, text: string, };

/**
 * The UI has the words.
 */
export type CodeNote = { "kind": "nothing" } | { "kind": "noBroker" } | { "kind": "demo" } | { "kind": "thisComputer", host: string, } | { "kind": "noWebSocket" } | { "kind": "noEncryption" } | { "kind": "noCertificate" } | { "kind": "certificate" } | { "kind": "pinned" } | { "kind": "wildcard", topic: string, instead: string, } | { "kind": "brokersOwn", topic: string, } | { "kind": "template", title: string, } | { "kind": "converted", title: string, } | { "kind": "sameTopic", title: string, topic: string, } | { "kind": "payload", title: string, } | { "kind": "oneWill", topic: string, } | { "kind": "notWritten", topic: string, } | { "kind": "tooMany", left: number, };

export type CodeSubject = { "of": "tile", "id": TileId } | { "of": "dashboard", "id": DashboardId };

/**
 * What a program is wanted for.
 */
export type CodeTarget = { whole: CodeSubject, 
/**
 * Of the brokers it speaks with. `None`: the first.
 */
broker: BrokerId | null, };

/**
 * An opaque colour, written `#rrggbb`.
 */
export type Color = string;

/**
 * A topic of a broker, and the payload that goes there.
 */
export type Command = { broker: BrokerId, topic: Topic, payload: PayloadRule, qos: Qos, retain: boolean, 
/**
 * `None`: nothing answers, and the tile says "sent", never "on".
 */
answer: Answer | null, 
/**
 * What MQTT 5 can carry along; MQTT 3.1.1 leaves it out.
 */
mqtt5?: CommandProperties, };

/**
 * A command as a person typed it.
 */
export type CommandDraft = { broker: BrokerId, topic: string, payload: PayloadRule, qos: Qos, retain: boolean, answer: Answer | null, mqtt5?: CommandProperties, };

/**
 * Why a command did not go out.
 */
export type CommandFailure = { "kind": "offline" } | { "kind": "connectionLost" } | { "kind": "refused", refusal: Refusal, } | { "kind": "tooLarge", bytes: number, limit: number, } | { "kind": "template", line: number, message: string, } | { "kind": "busy" };

/**
 * What MQTT 5 carries along with a command (§3.3.2.3).
 */
export type CommandProperties = { 
/**
 * Seconds after which the broker gives the message to nobody any more. `None`: it does not expire.
 */
expirySeconds: number | null, 
/**
 * As a media type: `application/json`. Empty: none.
 */
contentType: string, 
/**
 * Where the device sends its reply, with the correlation data that Tilework sent along: the reply confirms the command. Empty:
 * none is asked for.
 */
responseTopic: string, userProperties: Array<UserProperty>, };

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
 * How a connection is and was, for the broker screen.
 */
export type ConnectionDetails = { connection: ConnectionState, 
/**
 * The address in use, or the last one that was; before the first connection the first of the list. None for the demo.
 */
endpoint: Endpoint | null, 
/**
 * Milliseconds from the last ping to its answer.
 */
latencyMs: number | null, tls: TlsSummary | null, granted: Granted | null, counters: Counters, 
/**
 * The newest last, at most 50.
 */
log: Array<LogEntry>, 
/**
 * Subscriptions that the broker refused, at most 50.
 */
refused: Array<RefusedSubscription>, 
/**
 * The newest message that was left out because of its size.
 */
tooLarge: TooLargeMessage | null, ending: Array<EndingCertificate>, clientCertificate: CertificateSummary | null, };

/**
 * The steps of a tried connection, up to the first that failed. All addresses of the form are tried, one after the other, until one
 * works.
 */
export type ConnectionReport = { steps: Array<ConnectionStep>, ok: boolean, };

/**
 * A connection is in exactly one of these.
 */
export type ConnectionState = { "state": "idle" } | { "state": "connecting", attempt: number, } | { "state": "online", since: number, 
/**
 * The place of the address in the broker's list, from 0.
 */
endpoint: number, 
/**
 * The first certificate to end, if one ends within 14 days.
 */
ending: EndingCertificate | null, } | { "state": "waiting", attempt: number, until: number, reason: Trouble, } | { "state": "stopped", reason: Trouble, };

export type ConnectionStep = { 
/**
 * The place of the address in the form, from 0.
 */
endpoint: number, name: StepName, durationMs: number, 
/**
 * What was found out where it worked.
 */
found: Found, 
/**
 * `None`: it worked.
 */
trouble: Trouble | null, };

/**
 * How a device says what it is.
 */
export type Convention = "homeAssistant" | "zigbee2Mqtt" | "tasmota" | "homie" | "shelly" | "espHome" | "wled" | "frigate" | "ownTracks";

/**
 * Since the app started.
 */
export type Counters = { messagesIn: number, messagesOut: number, 
/**
 * Of the payloads and topics of messages.
 */
bytesIn: number, bytesOut: number, 
/**
 * Times it went online.
 */
connects: number, 
/**
 * Messages left out because of their size.
 */
tooLarge: number, 
/**
 * Messages that the broker sent once more for another topic of ours, and that were left out.
 */
copies: number, 
/**
 * Faults of ours that what was heard ran into: each cost one message or one connection.
 */
faults: number, 
/**
 * Times that the editor left a message out, because there were too many for it.
 */
shed: number, };

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

export type DashboardLook = { name: string, tiles: number, 
/**
 * Of a kind that this version does not know: kept as they are.
 */
unknown: number, 
/**
 * It is here already and is left as it is.
 */
left: boolean, };

export type DashboardView = { dashboard: Dashboard, 
/**
 * Of the saved state; `restore_dashboard` takes it.
 */
revision: number, layouts: ArrangedLayouts, };

export type DataFile = "documents" | "history";

/**
 * What stands before the decimals. The other one groups thousands.
 */
export type DecimalMark = "point" | "comma";

/**
 * How the text of a payload (or of a template's result) becomes a value.
 */
export type Decode = { "as": "auto" } | { "as": "number" } | { "as": "markedNumber", mark: DecimalMark, } | { "as": "bytes", format: NumberFormat, order: ByteOrder, } | { "as": "text" } | { "as": "encodedText", encoding: TextEncoding, } | { "as": "json" } | { "as": "picture" } | { "as": "onOff", on: string, off: string, };

/**
 * The revision that brings back what was deleted.
 */
export type Deleted = { revision: number, };

/**
 * What waits, of what may wait.
 */
export type Depth = { now: number, most: number, };

/**
 * A program.
 */
export type DeviceCode = { 
/**
 * The program itself first.
 */
files: Array<CodeFile>, 
/**
 * What a person must know of it.
 */
notes: Array<CodeNote>, };

export type DeviceView = { key: string, conventions: Array<Convention>, entities: Array<EntityView>, notes: Array<Note>, 
/**
 * `None`: it says none.
 */
name: string | null, maker: string | null, model: string | null, 
/**
 * The room in which it says it is.
 */
area: string | null, version: string | null, 
/**
 * Its own page: http or https, without passwords.
 */
link: string | null, };

/**
 * What is found on this broker changed; what there is now is asked for.
 */
export type DevicesChange = { broker: BrokerId, };

/**
 * How everything is at one instant. Rates are the differences of two.
 */
export type Diagnostics = { at: number, 
/**
 * Milliseconds since the engine was opened.
 */
running: number, 
/**
 * "linux x86_64".
 */
system: string, 
/**
 * Of the app's own process, without the window's where the system gives it one of its own. `None`: the system does not say.
 */
memory: number | null, 
/**
 * Windows and browsers that are shown something.
 */
clients: number, 
/**
 * Tiles' bindings at work.
 */
bindings: number, 
/**
 * How often one was switched off because its template took too long or made too much.
 */
switchedOff: number, brokers: Array<BrokerFigures>, 
/**
 * `None`: it could not be opened at the start.
 */
history: HistoryFigures | null, files: Array<FileFigures>, 
/**
 * What panicked, and went on. Faults in what hears of messages are counted with their broker.
 */
faults: Array<TaskFaults>, };

/**
 * What a person said of a broker's devices.
 */
export type DiscoverySetting = { 
/**
 * `None`: nothing. Then devices are looked for, but not on brokers that many share or that punish who asks for too much.
 */
find: boolean | null, 
/**
 * Of Home Assistant's announcements. Empty: the usual one.
 */
prefixes: Array<string>, };

/**
 * A document was saved, or deleted: then there is no revision.
 */
export type DocumentChange = { "kind": "broker", id: BrokerId, revision: number | null, } | { "kind": "dashboard", id: DashboardId, revision: number | null, };

/**
 * A certificate that ends within 14 days, or has ended.
 */
export type EndingCertificate = { owner: CertificateOwner, notAfter: number, };

/**
 * One address of a broker, and how to talk to it there.
 */
export type Endpoint = { 
/**
 * Host name, IPv4 or IPv6 address without brackets.
 */
host: string, 
/**
 * 1 to 65,535.
 */
port: number, transport: Transport, 
/**
 * WebSocket only: begins with `/`. The tokens of its query are secrets ([`Broker::hidden_queries`]); their names stay here.
 */
path: string, 
/**
 * The person allowed user name and password to go to this address though it is not encrypted and another one is.
 */
inClear: boolean, 
/**
 * The network in which it was allowed. `None`: in any.
 */
network: NetworkId | null, };

export type EndpointDraft = { host: string, 
/**
 * `None`: the transport's own. Wider than a port, so that 70000 is a problem of the field and not of the call.
 */
port: number | null, transport: Transport, 
/**
 * WebSocket only. Empty: `/mqtt`.
 */
path: string, 
/**
 * User name and password may go to this address though it is not encrypted and another one is.
 */
inClear: boolean, 
/**
 * In this network alone. `None`: in any.
 */
network: NetworkId | null, };

/**
 * One entity of one broker.
 */
export type EntityRef = { broker: BrokerId, entity: string, };

export type EntityView = { key: string, 
/**
 * `None`: it is called as its device.
 */
name: string | null, component: string, class: string | null, 
/**
 * A Material Design Icons name.
 */
icon: string | null, category: Category, 
/**
 * What it says can be shown.
 */
reads: boolean, 
/**
 * It can be told something.
 */
sends: boolean, notes: Array<Note>, 
/**
 * Where it was announced.
 */
topic: string, };

/**
 * What changed since the last batch. The next one is made when the client asks for what comes after `batch`.
 */
export type EventBatch = { 
/**
 * Counts up from 1.
 */
batch: number, 
/**
 * In the order in which they are to be taken. Empty: a newer question was asked, or the client is gone.
 */
events: Array<RoomEvent>, };

/**
 * How an export ended.
 */
export type Exported = { "kind": "saved", place: string, samples: number, } | { "kind": "cancelled" };

export type ExportedBinding = { binding: BindingKey, 
/**
 * In the column `series` of the table.
 */
label: string, unit: string | null, };

/**
 * A variant exists only if the UI says something different for it.
 */
export type Fault = { "kind": "required" } | { "kind": "tooLong", max: number, } | { "kind": "outOfRange", min: number, max: number, } | { "kind": "emptyRange" } | { "kind": "host" } | { "kind": "topicWildcard" } | { "kind": "filterHash" } | { "kind": "filterPlus" } | { "kind": "filterShare" } | { "kind": "controlCharacter" } | { "kind": "template", line: number, message: string, } | { "kind": "notAbove", limit: number, } | { "kind": "notThisType", wanted: OptionType, } | { "kind": "unknownSlot" } | { "kind": "tooMany", max: number, } | { "kind": "path" } | { "kind": "fingerprint" } | { "kind": "headerName" } | { "kind": "notACertificate" } | { "kind": "notAKey" } | { "kind": "keyMismatch" } | { "kind": "notPkcs12" } | { "kind": "passphrase" } | { "kind": "keyTooCostly" } | { "kind": "missing", name: string, };

/**
 * What of a broker goes along beside its name and type. All of it in a backup.
 */
export type Fields = { 
/**
 * Hosts, ports and how encryption is checked there.
 */
address: boolean, 
/**
 * The user name, and the prefix of topics that often holds it.
 */
login: boolean, 
/**
 * The client id, and what this device says of itself.
 */
device: boolean, };

/**
 * A file of the data folder.
 */
export type FileFigures = { file: DataFile, 
/**
 * With its log.
 */
bytes: number, 
/**
 * Damaged ones that were set aside and lie beside it.
 */
setAside: number, };

export type ForgottenDevice = { key: string, 
/**
 * As far as it is announced.
 */
name: string | null, };

/**
 * What a step found out.
 */
export type Found = { "kind": "nothing" } | { "kind": "addresses", addresses: Array<string>, } | { "kind": "tls", tls: TlsSummary, } | { "kind": "granted", granted: Granted, } | { "kind": "subscription", filter: string, refusal: Refusal | null, };

/**
 * What the broker granted with its CONNACK (MQTT 5 §3.2.2.3). MQTT 3.1.1 says only whether it kept the session.
 */
export type Granted = { protocol: Protocol, 
/**
 * It had kept our subscriptions.
 */
sessionPresent: boolean, 
/**
 * The client id that the broker chose for us.
 */
assignedClientId: string | null, keepAliveSeconds: number, sessionExpirySeconds: number, 
/**
 * 0 to 2.
 */
maximumQos: number, retainAvailable: boolean, maximumPacketSize: number | null, 
/**
 * Unacknowledged messages that the broker takes at once.
 */
receiveMaximum: number, wildcardsAvailable: boolean, sharedSubscriptionsAvailable: boolean, 
/**
 * The broker's own words: hostile text.
 */
text: string | null, };

/**
 * The three grids of the UI, by the width of the window.
 */
export type Grid = "narrow" | "medium" | "wide";

export type Header = { name: string, value: Secret, };

/**
 * What the form says of the headers of the WebSocket request.
 */
export type HeadersInput = { "action": "keep" } | { "action": "clear" } | { "action": "set", headers: Array<Header>, };

/**
 * Where a history begins and ends.
 */
export type HistoryExtent = { oldest: number, newest: number, };

/**
 * How recording goes, since the app started.
 */
export type HistoryFigures = { state: RecordingState, 
/**
 * Samples and changes on their way to the disk.
 */
waiting: Depth, 
/**
 * Samples that found no room.
 */
dropped: number, 
/**
 * Outages and interruptions that found none.
 */
droppedOutages: number, 
/**
 * Samples that were older than what is kept.
 */
tooOld: number, };

/**
 * Everything the data screen shows.
 */
export type HistoryOverview = { recording: Recording, 
/**
 * Of the files on the disk.
 */
bytes: number, 
/**
 * Of these, what compacting would give back, about.
 */
freeBytes: number, retention: Retention, 
/**
 * The largest first.
 */
series: Array<StoredSeries>, 
/**
 * Samples that came faster than they could be kept, since the app started.
 */
dropped: number, 
/**
 * Samples whose own time was older than what is kept, since the app started.
 */
tooOld: number, 
/**
 * Where a damaged file lies that was set aside since the app started.
 */
setAside: string | null, };

/**
 * A value of the history.
 */
export type HistoryValue = { "type": "number", "value": number } | { "type": "onOff", "value": boolean } | { "type": "text", "value": string };

/**
 * What the form says of the client certificate and its key.
 */
export type IdentityInput = { "action": "keep" } | { "action": "clear" } | { "action": "pem", certificate: Secret, key: Secret, 
/**
 * Empty: the key is not encrypted.
 */
passphrase: Secret, } | { "action": "pkcs12", archive: Secret, passphrase: Secret, };

/**
 * In Base64 (RFC 4648 §4). A clone is the same text.
 */
export type ImageFile = string;

/**
 * By its first bytes, whatever a message says of it.
 */
export type ImageFormat = "jpeg" | "png" | "gif" | "webp";

/**
 * One piece of a table that a person brings; pieces come in order, cut anywhere.
 */
export type ImportPiece = { 
/**
 * `None` begins an import; the answer to it says the number of the next pieces.
 */
import: number | null, 
/**
 * Whose series the samples go to.
 */
binding: BindingKey, 
/**
 * Into this series of the binding; `None`: the one that it has or would have.
 */
into: number | null, 
/**
 * Only rows whose column `series` says so; `None`: all rows, or the file has no such column.
 */
series: string | null, text: string, 
/**
 * No piece follows.
 */
last: boolean, };

export type Imported = { import: number, 
/**
 * Samples taken so far.
 */
samples: number, 
/**
 * Samples that were there already.
 */
known: number, 
/**
 * Samples that are older than what is kept.
 */
tooOld: number, 
/**
 * Rows of other series.
 */
others: number, 
/**
 * Rows that could not be read, the first 20; `wrong_rows` counts all.
 */
problems: Array<RowProblem>, wrongRows: number, };

/**
 * A step before the program runs.
 */
export type Install = { words: string, 
/**
 * To type; `None`: the words say what to do.
 */
command: string | null, };

/**
 * JSON on one line. A clone is the same text: what many tiles read of one message is kept once.
 *
 * Written for a screen it is a text of [`JSON_SHOWN`] characters at most, unless its slot is one that is shown whole: of the others no tile
 * shows more.
 */
export type Json = string;

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * What one series keeps.
 */
export type Keep = { "kind": "default" } | { "kind": "days", days: number, } | { "kind": "forever" } | { "kind": "nothing" };

/**
 * How the system's keyring is.
 */
export type KeyringState = { "state": "available" } | { "state": "unavailable", message: string, } | { "state": "memoryOnly" };

/**
 * No two places overlap, and all are inside the columns of their grid.
 */
export type Layout = { [key in TileId]: Place };

/**
 * One layout for each grid that a person arranged.
 */
export type Layouts = { narrow: Layout | null, medium: Layout | null, wide: Layout | null, };

/**
 * A change of a connection.
 */
export type LogEntry = { at: number, event: LogEvent, };

export type LogEvent = { "kind": "online", endpoint: number, } | { "kind": "lost", reason: Trouble, } | { "kind": "failed", reason: Trouble, attempts: number, } | { "kind": "stopped", reason: Trouble, } | { "kind": "left" };

export type MissingSecrets = { broker: BrokerId, secrets: Array<SecretKind>, };

/**
 * What a binding said at an instant: the sample that held then.
 */
export type Moment = { binding: BindingKey, 
/**
 * `None`: no sample yet, or an outage.
 */
value: HistoryValue | null, 
/**
 * When that sample came; of a bar, its beginning.
 */
at: number | null, 
/**
 * Of a bar: its end, also where nothing is known of it.
 */
until: number | null, 
/**
 * Of the samples around; numbers only, and only where there is more than one.
 */
lowest: number | null, highest: number | null, };

/**
 * Asks what some bindings said at an instant.
 */
export type MomentRequest = { bindings: Array<BindingKey>, at: number, 
/**
 * What one pixel of the picture stands for, in milliseconds: lowest and highest are those of so long around `at`.
 */
around: number, 
/**
 * What the bar says that stands there.
 */
bars: ChartBars | null, };

/**
 * Whether a field of the form makes sense for a service.
 */
export type Need = "unused" | "optional" | "required";

/**
 * Tells one network from another. Made by the engine of what the host can tell (ADR 31).
 */
export type NetworkId = string;

/**
 * Worth knowing of an entity or device, beside what it does. `field` is the configuration's key.
 */
export type Note = { "kind": "template", field: string, message: string, } | { "kind": "needsHomeAssistant", field: string, } | { "kind": "topic", field: string, } | { "kind": "missing", field: string, } | { "kind": "unusual", field: string, } | { "kind": "tooLong", field: string, } | { "kind": "sharedTopic", topic: string, } | { "kind": "onlyChanges" } | { "kind": "encrypted" } | { "kind": "severalAvailabilities", count: number, } | { "kind": "noTile" } | { "kind": "notSupported" } | { "kind": "disabled" } | { "kind": "interviewing" } | { "kind": "notCommandable" };

/**
 * Something at the start that a person must know of. Nothing was overwritten.
 */
export type Notice = { "kind": "databaseSetAside", file: string, } | { "kind": "historySetAside", file: string, } | { "kind": "historyNotOpened", message: string, } | { "kind": "newerDocument", name: string, } | { "kind": "damagedDocument", name: string, message: string, } | { "kind": "demoFailed", message: string, } | { "kind": "startedCarefully", suspect: Suspect | null, };

/**
 * A number as it lies in memory.
 */
export type NumberFormat = "u8" | "i8" | "u16" | "i16" | "u32" | "i32" | "u64" | "i64" | "f32" | "f64";

/**
 * Of the samples in the range, each the same. The value that held when the range began is not among them.
 */
export type NumberStatistics = { minimum: number, maximum: number, 
/**
 * Of the samples, each the same.
 */
mean: number, first: number, last: number, 
/**
 * Last less first.
 */
change: number, };

/**
 * What a link that opened the app is.
 */
export type Offer = { "kind": "broker", understood: Understood, } | { "kind": "bundle", link: string, };

/**
 * What an option of a tile can be.
 */
export type OptionType = "number" | "toggle" | "text" | "address" | "choice" | "list";

/**
 * How the payload is made from the wanted value.
 */
export type PayloadRule = { "as": "template", text: string, } | { "as": "onOff", on: string, off: string, };

/**
 * A picture that may be shown.
 */
export type Picture = { format: ImageFormat, 
/**
 * In pixels.
 */
width: number, height: number, 
/**
 * As it came.
 */
data: ImageFile, };

/**
 * A picture to take away: the chart with title, range and legend.
 */
export type PictureExport = { chart: ChartRequest, format: PictureFormat, 
/**
 * Above the plot, and in the file's name.
 */
title: string, 
/**
 * Under the title: the range in words.
 */
subtitle: string, };

export type PictureFormat = "png" | "svg";

/**
 * The cells of one tile; columns and rows count from 0.
 */
export type Place = { column: number, row: number, width: number, height: number, };

/**
 * A platform, for a person to choose.
 */
export type PlatformView = { id: string, name: string, 
/**
 * What the program stands on, with its version.
 */
library: string, 
/**
 * What begins a comment in its main file.
 */
comment: string, install: Array<Install>, };

/**
 * What has to be offered in the TLS handshake at a port (RFC 7301).
 */
export type PortAlpn = { port: number, names: Array<string>, };

/**
 * Small and losable.
 */
export type Preferences = { theme: Theme, lastDashboard: DashboardId | null, 
/**
 * Of the device code that a person looked at last.
 */
lastPlatform: string | null, };

/**
 * What a person said the broker is. It fills the form; the document keeps it for hints.
 */
export type Preset = "custom" | "localMosquitto" | "cloudMqtt" | "dioty" | "hiveMqCloud" | "emqxServerless" | "awsIotCore" | "adafruitIo" | "testMosquittoOrg" | "thingsBoard" | "flespi" | "ubidots";

/**
 * A port of a service.
 */
export type PresetPort = { transport: Transport, 
/**
 * `None`: every account has its own.
 */
port: number | null, 
/**
 * The first of the port's five digits. All ports of an account that have such a digit share the other four, so that one of
 * them gives the others.
 */
leadingDigit: number | null, };

/**
 * What is known of a service before anybody connects.
 */
export type PresetRules = { preset: Preset, 
/**
 * The host, where all users have the same.
 */
host: string | null, 
/**
 * What a host looks like. Nothing is filled in with it.
 */
hostExample: string, 
/**
 * What may be chosen, the best first; the first of a transport is that transport's default.
 */
ports: Array<PresetPort>, 
/**
 * No port without encryption.
 */
tlsOnly: boolean, 
/**
 * For the WebSocket transports.
 */
path: string, protocol: Protocol, username: Need, 
/**
 * The user name is a token that opens the account: it is kept like a password.
 */
usernameIsSecret: boolean, password: Need, clientCertificate: Need, 
/**
 * Ports that are not here want none.
 */
alpn: Array<PortAlpn>, 
/**
 * Before every topic, with the user's name for `{username}`. Empty: none.
 */
topicPrefix: string, };

/**
 * A fault and the place it is in.
 */
export type Problem = { 
/**
 * Path of the field from the root of the draft, parts joined by `.`: `host`, `bindings.state.topic`.
 */
field: string, fault: Fault, };

export type Protocol = "3.1.1" | "5";

/**
 * Quality of service of a subscription or a publish (MQTT 5 §4.3). There is no 2: a session that is never resumed cannot
 * promise it.
 */
export type Qos = "atMostOnce" | "atLeastOnce";

/**
 * As a path of unit squares, dark on light: `viewBox="0 0 size size"`, with the quiet zone of 4 around it.
 */
export type QrCode = { size: number, path: string, };

/**
 * Asks for numbers of a range, of some bindings.
 */
export type RangeRequest = { bindings: Array<BindingKey>, range: ChartRange, 
/**
 * Of these bars, and not of the samples.
 */
bars: ChartBars | null, };

/**
 * What a binding says now.
 */
export type Reading = { binding: BindingKey, 
/**
 * When the newest message came; `None`: none yet. Of an availability, the newest that was understood, if one was.
 */
at: number | null, 
/**
 * The last good value; kept beside a problem, so that a tile can show it dimmed. `None` though a message came, and without a problem:
 * its source does not know it.
 */
value: Value | null, 
/**
 * When the value became what it is, as far as we listened without a break; `None`: nobody knows.
 */
since: number | null, unit: string | null, 
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
payload: string | null, 
/**
 * The media type that MQTT 5 sent along; only for the editor's preview.
 */
contentType: string | null, 
/**
 * What MQTT 5 sent along, at most 20; only for the editor's preview.
 */
userProperties: Array<UserProperty>, 
/**
 * When the newest value stops being true (message expiry, MQTT 5 §3.3.2.3.3).
 */
expires: number | null, };

/**
 * Why a message gave no value. The tile shows it in place; the next good message ends it.
 */
export type ReadingProblem = { "kind": "notANumber", excerpt: string, } | { "kind": "notOnOff", excerpt: string, } | { "kind": "notJson", excerpt: string, } | { "kind": "notAPicture" } | { "kind": "vectorPicture" } | { "kind": "brokenPicture" } | { "kind": "pictureTooLarge", width: number, height: number, } | { "kind": "wrongLength", bytes: number, wanted: number, } | { "kind": "notText", bytes: number, } | { "kind": "tooLarge", bytes: number, limit: number, } | { "kind": "template", line: number, message: string, } | { "kind": "switchedOff", line: number, } | { "kind": "notATime", excerpt: string, } | { "kind": "timeAhead", excerpt: string, } | { "kind": "messageTooLarge", bytes: number, limit: number, } | { "kind": "subscriptionRefused", refusal: Refusal, } | { "kind": "subscriptionUnanswered" };

/**
 * A reason code of a CONNACK, SUBACK, UNSUBACK, PUBACK or DISCONNECT.
 */
export type Reason = "normalDisconnection" | "disconnectWithWill" | "noMatchingSubscribers" | "noSubscriptionExisted" | "unspecified" | "malformedPacket" | "protocolError" | "implementationSpecific" | "unsupportedProtocolVersion" | "clientIdNotValid" | "badUserNameOrPassword" | "notAuthorized" | "serverUnavailable" | "serverBusy" | "banned" | "serverShuttingDown" | "badAuthenticationMethod" | "keepAliveTimeout" | "sessionTakenOver" | "topicFilterInvalid" | "topicNameInvalid" | "packetIdInUse" | "packetIdNotFound" | "receiveMaximumExceeded" | "topicAliasInvalid" | "packetTooLarge" | "messageRateTooHigh" | "quotaExceeded" | "administrativeAction" | "payloadFormatInvalid" | "retainNotSupported" | "qosNotSupported" | "useAnotherServer" | "serverMoved" | "sharedSubscriptionsNotSupported" | "connectionRateExceeded" | "maximumConnectTime" | "subscriptionIdsNotSupported" | "wildcardSubscriptionsNotSupported" | "unknown" | "closed";

/**
 * Whether samples reach the disk.
 */
export type Recording = { "kind": "on" } | { "kind": "paused" } | { "kind": "diskFull" } | { "kind": "failed", message: string, };

/**
 * [`Recording`] without the system's words, in which a path may stand.
 */
export type RecordingState = "on" | "paused" | "diskFull" | "failed";

/**
 * A broker's refusal: the code as it came, what it stands for, and the broker's own words.
 */
export type Refusal = { code: number, reason: Reason, 
/**
 * The reason string (MQTT 5 §3.2.2.3.9 and others): hostile text, at most [`Refusal::TEXT_LIMIT`] characters.
 */
text: string | null, };

export type RefusedSubscription = { filter: string, refusal: Refusal, };

/**
 * How long samples are kept. What is older goes in small steps.
 */
export type Retention = { 
/**
 * Days; `None`: for ever. 1 to 36,500.
 */
days: number | null, 
/**
 * Megabytes (of a million bytes) of the file, 10 to 1,000,000. Beyond it the oldest samples go, whatever their age; rollups go last.
 */
megabytes: number, };

/**
 * What a client may do. Each includes those before it.
 */
export type Right = "see" | "act" | "change" | "own";

/**
 * What a room tells its clients without being asked for each: one variant for each topic, which the UI's state files subscribe to.
 */
export type RoomEvent = { "topic": "readings", "news": Array<Reading> } | { "topic": "connections", "news": Array<ConnectionChange> } | { "topic": "commands", "news": Array<CommandReport> } | { "topic": "documents", "news": Array<DocumentChange> } | { "topic": "devices", "news": Array<DevicesChange> } | { "topic": "offered", "news": Array<Offer> };

export type RowFault = { "kind": "noColumn", name: string, } | { "kind": "time", excerpt: string, } | { "kind": "value", excerpt: string, } | { "kind": "columns" } | { "kind": "tooLong" };

/**
 * A row that could not be read.
 */
export type RowProblem = { 
/**
 * From 1, the head counts.
 */
line: number, fault: RowFault, };

/**
 * The raw samples of a range.
 */
export type SampleExport = { bindings: Array<ExportedBinding>, range: ChartRange, format: SampleFormat, 
/**
 * In the file's name.
 */
title: string, };

export type SampleFormat = "csv" | "jsonLines";

export type SavedBroker = { broker: BrokerView, 
/**
 * Made for the first broker.
 */
dashboard: DashboardView | null, };

/**
 * A secret in memory. It can be read in and handed to a broker or a keyring; it cannot be written out: there is no
 * `Serialize`, no `Display`, and `Debug` prints `***`. Its memory is wiped when it is dropped; what a library makes of it (a packet, a
 * keyring's message) is not ours to wipe.
 */
export type Secret = string;

/**
 * What the form says of a secret.
 */
export type SecretInput = { "action": "keep" } | { "action": "set", secret: Secret, } | { "action": "offered", number: number, } | { "action": "clear" };

/**
 * All secrets of a broker form.
 */
export type SecretInputs = { 
/**
 * A user name that is a secret; then the draft has none. `Keep` beside one in the draft lets the kept one go.
 */
username: SecretInput, password: SecretInput, identity: IdentityInput, headers: HeadersInput, 
/**
 * New ones go into the keyring; else they stay in memory until the app closes.
 */
remember: boolean, };

/**
 * What of a broker is secret. The keyring holds one entry for each.
 */
export type SecretKind = "password" | "privateKey" | "headers" | "username" | "queries" | "userProperties";

/**
 * Where a secret of a broker is kept. The secret itself is never in the document.
 */
export type SecretPlace = "keyring" | "session";

/**
 * A source has a series for each kind of value that it gave.
 */
export type SeriesKind = "number" | "onOff" | "text";

/**
 * Everything the UI needs at its start.
 */
export type Session = { brokers: Array<BrokerView>, dashboards: Array<DashboardView>, preferences: Preferences, 
/**
 * What could not be opened at the start; shown until the app closes.
 */
notices: Array<Notice>, 
/**
 * The tile under which this client reads its editor's preview.
 */
preview: TileId, version: string, };

export type Shared = { 
/**
 * None: too large for a link.
 */
link: string | null, 
/**
 * Of the link; none: too large for a code that phones read.
 */
code: QrCode | null, 
/**
 * Bytes of the file.
 */
bytes: number, };

export type SharedPart = { "of": "tile", dashboard: DashboardId, tile: TileId, } | { "of": "dashboard", dashboard: DashboardId, } | { "of": "brokers", brokers: Array<BrokerId>, } | { "of": "everything" };

/**
 * The place of a binding or a command in its tile, as the tile kind names it: `state`, `value`, `series1`, `set`.
 */
export type Slot = string;

export type StateTime = { value: HistoryValue, millis: number, };

/**
 * The numbers of a binding in a range.
 */
export type Statistics = { binding: BindingKey, samples: number, 
/**
 * Of the samples in the range; `None` if there is none. Of bars: of the bars that have a height. One that is not over yet is the last,
 * and counts for nothing else while there are others.
 */
numbers: NumberStatistics | null, 
/**
 * All bars together, where they add up: sums, counts, and how far a meter went.
 */
total: number | null, 
/**
 * For numbers: each value as long as it held, that from before the range too; outages do not count.
 */
timeWeightedMean: number | null, 
/**
 * For on/off and texts, the longest first; at most 20.
 */
states: Array<StateTime>, 
/**
 * For on/off and texts: how often the state changed.
 */
changes: number | null, };

export type StatusMessage = { topic: Topic, payload: string, qos: Qos, retain: boolean, };

/**
 * A status message as a person typed it.
 */
export type StatusMessageDraft = { topic: string, payload: string, qos: Qos, retain: boolean, };

export type StepName = "resolve" | "connect" | "encrypt" | "upgrade" | "authenticate" | "subscribe";

/**
 * A series as it lies on the disk.
 */
export type StoredSeries = { series: number, broker: BrokerId, topic: string, template: string | null, kind: SeriesKind, 
/**
 * Tiles that read it now; none: it is only kept.
 */
bindings: Array<BindingKey>, samples: number, bytes: number, oldest: number | null, newest: number | null, keep: Keep, };

/**
 * The tile that was being read when the last start died.
 */
export type Suspect = { tile: TileId, title: string, };

export type TableCell = { 
/**
 * The sample, or of a longer row the last.
 */
value: HistoryValue, 
/**
 * Of a longer row, for numbers.
 */
lowest: number | null, highest: number | null, mean: number | null, };

/**
 * Asks for a table of the same values as a chart's.
 */
export type TableRequest = { bindings: Array<BindingKey>, range: ChartRange, 
/**
 * How many rows at most, 1 to 500. With no more samples than that, a row for each; else rows that begin at round times.
 */
rows: number, 
/**
 * Whose clock shows the round times; a name of the IANA time zone database.
 */
timeZone: string, 
/**
 * A row for each of these bars, and none for samples; the newest, where they are too many.
 */
bars: ChartBars | null, };

export type TableRow = { at: number, 
/**
 * One for each binding asked for.
 */
cells: Array<TableCell | null>, };

export type TakenBundle = { 
/**
 * Added, switched off.
 */
brokers: Array<BrokerView>, 
/**
 * Added, or changed.
 */
dashboards: Array<DashboardView>, 
/**
 * The revision that the changed dashboard had before.
 */
before: number | null, 
/**
 * How many dashboards were here already.
 */
left: number, };

export type TargetCode = { 
/**
 * Those it could be made for: a program speaks with one.
 */
brokers: Array<BrokerId>, 
/**
 * The one it is made for. `None`: its tiles speak with none.
 */
broker: BrokerId | null, code: DeviceCode, };

/**
 * What runs beside what asks for it.
 */
export type Task = "request" | "work" | "documents" | "housekeeping" | "connection" | "link" | "betterAddress" | "network" | "commandTime" | "secrets" | "announcements" | "deviceTrial" | "start" | "page" | "listening" | "window";

/**
 * How often something panicked since the program started.
 */
export type TaskFaults = { task: Task, count: number, };

/**
 * Of texts that are not UTF-8.
 */
export type TextEncoding = "windows1252" | "utf16Big" | "utf16Little";

export type Theme = "system" | "dark" | "light";

export type Tile = { id: TileId, kind: TileKind, title: string, 
/**
 * A Material Design Icons name without `mdi:`, or `None` for the kind's own.
 */
icon: string | null, accent: Accent, 
/**
 * The size a new layout gives it.
 */
size: TileSize, bindings: { [key in Slot]: Binding }, commands: { [key in Slot]: Command }, 
/**
 * Of the kind's own making; kept as it is, unknown keys too. `version` says which version of the kind's options it is; without it,
 * the first.
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
 * A tile kind: the name of a folder under `ui/src/tiles/kinds`. The list of kinds lives there and nowhere else.
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
 * How the two sides of an encrypted connection know each other.
 */
export type TlsSettings = { 
/**
 * Authorities trusted for this broker beside those of the device: certificates as PEM (RFC 7468). Empty: none.
 */
authorities: string, 
/**
 * The name asked for and expected in the certificate, if it is not the host's. Empty: the host.
 */
serverName: string, 
/**
 * Application protocols offered (RFC 7301), the best first. Empty: none are offered.
 */
alpn: Array<string>, 
/**
 * Fingerprints of certificates that are trusted whatever else is wrong with them, as
 * [`crate::certificate::normal_fingerprint`] writes them.
 */
pinned: Array<string>, 
/**
 * Only `authorities` and `pinned` are trusted, not the device's authorities: a broker with an authority of its own is then not
 * impersonated with a certificate of another. Without any of them it means nothing.
 */
onlyThese: boolean, };

/**
 * An encrypted connection.
 */
export type TlsSummary = { 
/**
 * `1.2` or `1.3`.
 */
version: string, 
/**
 * As IANA names it.
 */
cipher: string, certificate: CertificateSummary, 
/**
 * Trusted because its fingerprint was pinned, and by nothing else.
 */
pinned: boolean, };

export type TooLargeMessage = { at: number, 
/**
 * `None`: it could not be read.
 */
topic: string | null, bytes: number, limit: number, };

/**
 * A topic to publish to.
 */
export type Topic = string;

/**
 * A topic filter to subscribe to.
 */
export type TopicFilter = string;

export type Transport = "tcp" | "tls" | "webSocket" | "secureWebSocket";

/**
 * A port, and what is spoken there.
 */
export type TransportPort = { transport: Transport, port: number, };

/**
 * Why a connection failed or ended. A variant exists only if the UI says something different for it.
 */
export type Trouble = { "kind": "hostNotFound" } | { "kind": "portClosed" } | { "kind": "unreachable" } | { "kind": "timedOut" } | { "kind": "localNetworkDenied" } | { "kind": "notMqtt" } | { "kind": "tlsExpected" } | { "kind": "webExpected" } | { "kind": "notTls" } | { "kind": "closedEarly" } | { "kind": "certificate", problem: CertificateProblem, 
/**
 * `None`: it could not be read.
 */
certificate: CertificateSummary | null, } | { "kind": "clientCertificate" } | { "kind": "tlsVersion" } | { "kind": "alpn" } | { "kind": "webSocketRefused", status: number, } | { "kind": "webSocketNotMqtt" } | { "kind": "refused", refusal: Refusal, } | { "kind": "dismissed", refusal: Refusal, } | { "kind": "keepsClosing" } | { "kind": "lost" } | { "kind": "silent" } | { "kind": "malformed" } | { "kind": "fault" } | { "kind": "secretUnavailable" } | { "kind": "secretMissing", secret: SecretKind, } | { "kind": "inClear" } | { "kind": "demoUnavailable" } | { "kind": "other", message: string, };

/**
 * What a text says of a broker.
 */
export type Understood = { patch: BrokerPatch, 
/**
 * There was a password in it: the number by which `SecretInput::Offered` means it. It stays in the engine until the app closes.
 */
password: number | null, 
/**
 * The user name was a token: the number by which `SecretInput::Offered` means it.
 */
token: number | null, 
/**
 * Lines or fields that were not understood.
 */
ignored: number, };

/**
 * An announcement that could not be read. What it said before stays.
 */
export type Unread = { topic: string, why: Unreadable, };

export type Unreadable = { "kind": "notText" } | { "kind": "notJson", message: string, } | { "kind": "otherForm" } | { "kind": "tooLarge", bytes: number, limit: number, };

/**
 * A name and a value that MQTT 5 carries along (§2.2.2.2, 0x26). The same name may come more than once.
 */
export type UserProperty = { name: string, value: string, };

/**
 * A decoded payload. Numbers are always finite.
 */
export type Value = { "type": "number", "value": number } | { "type": "boolean", "value": boolean } | { "type": "text", "value": string } | { "type": "json", "value": Json } | { "type": "picture", "value": Picture };

/**
 * The bindings that say what an entity says now; to be watched as those of tiles are.
 */
export type WatchedEntity = { value: BindingKey | null, 
/**
 * Off: the device is away, as `mode` says of several.
 */
availability: Array<BindingKey>, mode: AvailabilityMode, broker: BrokerId, entity: string, };

/**
 * How far a long job is.
 */
export type WorkProgress = { work: number, 
/**
 * Samples, or bytes of a file that is compacted.
 */
done: number, 
/**
 * `None`: not known.
 */
total: number | null, };

/** Name, arguments and answer of every request. */
export type Requests = {
  session: { kind: "call", args: {  }, result: Session },
  save_preferences: { kind: "call", args: { preferences: Preferences }, result: null },
  start_tiles: { kind: "call", args: {  }, result: null },
  presets: { kind: "call", args: {  }, result: Array<PresetRules> },
  read_broker: { kind: "call", args: { broker: BrokerId }, result: BrokerView | null },
  check_keyring: { kind: "call", args: {  }, result: KeyringState },
  this_network: { kind: "call", args: {  }, result: NetworkId | null },
  read_authorities: { kind: "call", args: { authorities: string }, result: Array<CertificateSummary> },
  read_identity: { kind: "call", args: { identity: IdentityInput }, result: Array<CertificateSummary> },
  test_connection: { kind: "stream", args: { draft: BrokerDraft, secrets: SecretInputs }, result: ConnectionReport, item: ConnectionStep },
  save_broker: { kind: "call", args: { draft: BrokerDraft, secrets: SecretInputs }, result: SavedBroker },
  duplicate_broker: { kind: "call", args: { broker: BrokerId, name: string }, result: BrokerView },
  enable_broker: { kind: "call", args: { broker: BrokerId, enabled: boolean }, result: BrokerView },
  trust_certificate: { kind: "call", args: { broker: BrokerId, fingerprint: string }, result: BrokerView },
  renew_client_id: { kind: "call", args: { broker: BrokerId }, result: BrokerView },
  connection_details: { kind: "call", args: { broker: BrokerId }, result: ConnectionDetails },
  network_changed: { kind: "call", args: {  }, result: null },
  delete_broker: { kind: "call", args: { broker: BrokerId }, result: null },
  reconnect: { kind: "call", args: { broker: BrokerId }, result: null },
  understand: { kind: "call", args: { text: Secret }, result: Understood },
  start_demo: { kind: "call", args: {  }, result: Session },
  remove_demo: { kind: "call", args: {  }, result: Session },
  read_dashboard: { kind: "call", args: { dashboard: DashboardId }, result: DashboardView | null },
  create_dashboard: { kind: "call", args: { name: string }, result: DashboardView },
  edit_dashboard: { kind: "call", args: { dashboard: DashboardId, edit: DashboardEdit }, result: DashboardView },
  preview_edit: { kind: "call", args: { dashboard: DashboardId, edit: DashboardEdit }, result: ArrangedLayouts },
  delete_dashboard: { kind: "call", args: { dashboard: DashboardId }, result: Deleted },
  restore_dashboard: { kind: "call", args: { dashboard: DashboardId, revision: number }, result: DashboardView },
  check_tile: { kind: "call", args: { draft: TileDraft }, result: Array<Problem> },
  send_command: { kind: "call", args: { tile: TileId, slot: Slot, value: JsonValue }, result: CommandReport },
  next_events: { kind: "call", args: { after: number }, result: EventBatch },
  watch: { kind: "call", args: { bindings: Array<BindingKey> }, result: null },
  set_visible: { kind: "call", args: { visible: boolean }, result: null },
  switch_on: { kind: "call", args: { tile: TileId }, result: null },
  set_preview: { kind: "call", args: { draft: TileDraft | null }, result: Array<Problem> },
  draw_chart: { kind: "bytes", args: { request: ChartRequest }, result: ArrayBuffer },
  chart_moment: { kind: "call", args: { request: MomentRequest }, result: Array<Moment> },
  chart_statistics: { kind: "call", args: { request: RangeRequest }, result: Array<Statistics> },
  chart_table: { kind: "call", args: { request: TableRequest }, result: ChartTable },
  history_extent: { kind: "call", args: { bindings: Array<BindingKey> }, result: HistoryExtent | null },
  export_picture: { kind: "call", args: { export: PictureExport }, result: Exported },
  export_samples: { kind: "stream", args: { export: SampleExport }, result: Exported, item: WorkProgress },
  cancel_work: { kind: "call", args: { work: number }, result: null },
  import_samples: { kind: "call", args: { piece: ImportPiece }, result: Imported },
  history_overview: { kind: "call", args: {  }, result: HistoryOverview },
  set_retention: { kind: "call", args: { retention: Retention }, result: HistoryOverview },
  keep_series: { kind: "call", args: { series: number, keep: Keep }, result: HistoryOverview },
  pause_recording: { kind: "call", args: { paused: boolean }, result: HistoryOverview },
  delete_series: { kind: "call", args: { series: number }, result: HistoryOverview },
  compact_history: { kind: "stream", args: {  }, result: HistoryOverview, item: WorkProgress },
  devices: { kind: "call", args: {  }, result: Array<BrokerDevices> },
  watch_entities: { kind: "call", args: { entities: Array<EntityRef> }, result: Array<WatchedEntity> },
  add_entities: { kind: "call", args: { dashboard: DashboardId, entities: Array<EntityRef> }, result: DashboardView },
  forget_device: { kind: "call", args: { broker: BrokerId, device: string, forgotten: boolean }, result: null },
  find_again: { kind: "call", args: { broker: BrokerId }, result: null },
  set_discovery: { kind: "call", args: { broker: BrokerId, setting: DiscoverySetting }, result: null },
  diagnostics: { kind: "call", args: {  }, result: Diagnostics },
  device_platforms: { kind: "call", args: {  }, result: Array<PlatformView> },
  device_code: { kind: "call", args: { target: CodeTarget, platform: string }, result: TargetCode },
  save_device_code: { kind: "call", args: { target: CodeTarget, platform: string, file: string }, result: Exported },
  share: { kind: "call", args: { part: SharedPart, fields: Fields }, result: Shared },
  save_bundle: { kind: "call", args: { part: SharedPart, fields: Fields }, result: Exported },
  look_into_bundle: { kind: "call", args: { bundle: string }, result: BundleLook },
  take_bundle: { kind: "call", args: { bundle: string, choices: Array<BrokerChoice>, onto: DashboardId | null }, result: TakenBundle },
  missing_secrets: { kind: "call", args: {  }, result: Array<MissingSecrets> },
};
