// The one table of commands. Trait, Tauri commands, permissions and TypeScript map are made from it: `with_commands!(m)` calls the
// macro `m` with all rows. This file holds nothing else, because src-tauri/build.rs includes it too (hence no `//!` here).
//
//   call   name(arguments) -> Result        an answer as JSON
//   bytes  name(arguments)                  an answer as raw bytes
//   stream name(arguments) of [Item] -> Result    many items over one channel
#[macro_export]
macro_rules! with_commands {
    ($then:ident) => {
        $then! {
            /// Everything the UI needs at its start.
            call session() -> Session;
            /// Saves theme and last dashboard.
            call save_preferences(preferences: Preferences) -> ();

            /// The known kinds of brokers, for the form.
            call presets() -> Vec<PresetRules>;
            /// What a pasted text, an opened link or a scanned code says of a broker. A password in it stays in the engine.
            call understand(text: Secret) -> Understood;
            /// Whether the system's keyring is there; asked before a form promises to remember.
            call check_keyring() -> KeyringState;
            /// The certificates in a form's text; what is wrong with the text is a problem of `authorities`.
            call read_authorities(authorities: String) -> Vec<CertificateSummary>;
            /// The client certificate of a form, its chain behind it. Checks that the key belongs to it; keeps nothing.
            call read_identity(identity: IdentityInput) -> Vec<CertificateSummary>;
            /// Tries the form without saving anything, step by step; a step comes when it ends.
            stream test_connection(draft: BrokerDraft, secrets: SecretInputs) of [ConnectionStep] -> ConnectionReport;
            /// Saves the form, and connects. The first broker gets a dashboard of its own.
            call save_broker(draft: BrokerDraft, secrets: SecretInputs) -> SavedBroker;
            /// A second broker like this one, secrets too, with a client id of its own; disabled, so that it can be changed first.
            call duplicate_broker(broker: BrokerId, name: String) -> BrokerView;
            /// Connects it, or lets it rest.
            call enable_broker(broker: BrokerId, enabled: bool) -> BrokerView;
            /// Trusts the certificate with this fingerprint for this broker, whatever else is wrong with it, and connects.
            call trust_certificate(broker: BrokerId, fingerprint: String) -> BrokerView;
            /// Gives it a new client id, and connects: another app uses the one it has.
            call renew_client_id(broker: BrokerId) -> BrokerView;
            /// How the connection is and was.
            call connection_details(broker: BrokerId) -> ConnectionDetails;
            /// The device is on another network, says the web view.
            call network_changed() -> ();
            /// Deletes a broker and its secrets. Tiles that used it stay and say so.
            call delete_broker(broker: BrokerId) -> ();
            /// Leaves the waiting time out, or starts a stopped connection again.
            call reconnect(broker: BrokerId) -> ();
            /// Starts the demo broker and its devices, and makes its dashboard if there is none.
            call start_demo() -> Session;
            /// Stops the demo and deletes its broker and dashboard.
            call remove_demo() -> Session;

            /// Makes an empty dashboard.
            call create_dashboard(name: String) -> DashboardView;
            /// Makes one change and saves it before it answers.
            call edit_dashboard(dashboard: DashboardId, edit: DashboardEdit) -> DashboardView;
            /// The layout that a move or resize would give, without saving it: the picture under the finger.
            call preview_edit(dashboard: DashboardId, edit: DashboardEdit) -> ArrangedLayouts;
            /// Deletes a dashboard; `restore_dashboard` with the revision in the answer brings it back.
            call delete_dashboard(dashboard: DashboardId) -> Deleted;
            /// Makes an earlier revision the newest one: undo.
            call restore_dashboard(dashboard: DashboardId, revision: u32) -> DashboardView;
            /// What is wrong with a tile's form, and nothing else.
            call check_tile(draft: TileDraft) -> Vec<Problem>;

            /// Sends what the command in `slot` of `tile` makes of `value`. How it goes on comes over the feed.
            call send_command(tile: TileId, slot: Slot, value: serde_json::Value) -> CommandReport;

            /// The window's one channel: readings in view, connections, commands.
            stream open_feed() of [FeedBatch] -> FeedId;
            /// The UI has shown this batch; the next may come.
            call acknowledge(feed: FeedId, batch: u32) -> ();
            /// The bindings in view. Their newest readings come at once, then what changes.
            call watch(feed: FeedId, bindings: Vec<BindingKey>) -> ();
            /// A hidden window gets nothing.
            call set_visible(feed: FeedId, visible: bool) -> ();
            /// The tile editor's live preview: its bindings as typed, readable as tile `preview`; none ends it.
            call set_preview(feed: FeedId, draft: Option<TileDraft>) -> Vec<Problem>;

            /// One line of JSON (`ChartScales`), a line feed, then the SVG.
            bytes draw_chart(request: ChartRequest);
            /// What bindings said at an instant: the crosshair.
            call chart_moment(request: MomentRequest) -> Vec<Moment>;
            /// Minimum, maximum, means, time in each state of a range.
            call chart_statistics(request: RangeRequest) -> Vec<Statistics>;
            /// The values of a chart as rows, for screen readers.
            call chart_table(request: TableRequest) -> ChartTable;
            /// Where the history of these bindings begins and ends; none: there is none.
            call history_extent(bindings: Vec<BindingKey>) -> Option<HistoryExtent>;

            /// Draws a picture and saves it where the person says.
            call export_picture(export: PictureExport) -> Exported;
            /// Writes samples where the person says. The first item comes before the first sample.
            stream export_samples(export: SampleExport) of [WorkProgress] -> Exported;
            /// Ends a long job; an export that is cancelled leaves no file.
            call cancel_work(work: WorkId) -> ();
            /// Takes one piece of a table into the series of a binding.
            call import_samples(piece: ImportPiece) -> Imported;

            /// Everything the data screen shows.
            call history_overview() -> HistoryOverview;
            call set_retention(retention: Retention) -> HistoryOverview;
            /// What one series keeps.
            call keep_series(series: u32, keep: Keep) -> HistoryOverview;
            call pause_recording(paused: bool) -> HistoryOverview;
            /// Deletes the samples of a series. A tile that reads it begins a new one.
            call delete_series(series: u32) -> HistoryOverview;
            /// Gives free space back to the disk.
            stream compact_history() of [WorkProgress] -> HistoryOverview;
        }
    };
}
