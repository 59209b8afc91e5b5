//! The rows of the table of requests, each handed to its room.

use std::sync::PoisonError;

use tilework_core::preset::rules;
use tilework_history::SeriesId;

use super::{Engine, forms::fresh_client_id, history, not_found};
use crate::{api::*, link::identity};

type Answer<T> = Result<T, AppError>;

impl Requests for Engine {
    async fn session(&self) -> Answer<Session> {
        Ok(self.current_session().await)
    }

    async fn save_preferences(&self, preferences: Preferences) -> Answer<()> {
        self.inner.preference_store.save(&preferences);
        *self
            .inner
            .preferences
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = preferences;
        Ok(())
    }

    async fn presets(&self) -> Answer<Vec<PresetRules>> {
        Ok(rules())
    }

    async fn understand(&self, text: Secret) -> Answer<Understood> {
        Ok(self.inner.offers.understand(&text))
    }

    async fn check_keyring(&self) -> Answer<KeyringState> {
        Ok(self.inner.secrets.keyring().await)
    }

    async fn read_authorities(&self, authorities: String) -> Answer<Vec<CertificateSummary>> {
        identity::authorities(&authorities).map_err(|problems| AppError::InvalidInput { problems })
    }

    async fn read_identity(&self, identity: IdentityInput) -> Answer<Vec<CertificateSummary>> {
        let read =
            identity::read(&identity).map_err(|problems| AppError::InvalidInput { problems })?;
        Ok(read.map_or_else(Vec::new, |it| identity::summaries(&it.certificate)))
    }

    async fn test_connection(
        &self,
        sink: Sink<ConnectionStep>,
        draft: BrokerDraft,
        secrets: SecretInputs,
    ) -> Answer<ConnectionReport> {
        self.probe(draft, secrets, &sink).await
    }

    async fn save_broker(&self, draft: BrokerDraft, secrets: SecretInputs) -> Answer<SavedBroker> {
        self.save_broker_form(draft, secrets).await
    }

    async fn duplicate_broker(&self, broker: BrokerId, name: String) -> Answer<BrokerView> {
        self.duplicate(&broker, &name).await
    }

    async fn enable_broker(&self, broker: BrokerId, enabled: bool) -> Answer<BrokerView> {
        self.change_broker(&broker, |broker| broker.enabled = enabled)
            .await
    }

    async fn trust_certificate(&self, broker: BrokerId, fingerprint: String) -> Answer<BrokerView> {
        self.trust(&broker, &fingerprint).await
    }

    async fn renew_client_id(&self, broker: BrokerId) -> Answer<BrokerView> {
        self.change_broker(&broker, |broker| broker.client_id = fresh_client_id())
            .await
    }

    async fn connection_details(&self, broker: BrokerId) -> Answer<ConnectionDetails> {
        self.details(&broker).await
    }

    async fn network_changed(&self) -> Answer<()> {
        self.inner.connections.network_changed().await;
        Ok(())
    }

    async fn delete_broker(&self, broker: BrokerId) -> Answer<()> {
        let _order = self.inner.saving_brokers.lock().await;
        self.drop_broker(&broker).await
    }

    async fn reconnect(&self, broker: BrokerId) -> Answer<()> {
        let connection = self
            .inner
            .connections
            .get(&broker)
            .ok_or_else(|| not_found("The broker"))?;
        connection.reconnect().await;
        Ok(())
    }

    async fn start_demo(&self) -> Answer<Session> {
        self.begin_demo().await
    }

    async fn remove_demo(&self) -> Answer<Session> {
        self.end_demo().await
    }

    async fn create_dashboard(&self, name: String) -> Answer<DashboardView> {
        self.new_dashboard(name).await
    }

    async fn edit_dashboard(
        &self,
        dashboard: DashboardId,
        edit: DashboardEdit,
    ) -> Answer<DashboardView> {
        self.change_dashboard(&dashboard, edit).await
    }

    async fn preview_edit(
        &self,
        dashboard: DashboardId,
        edit: DashboardEdit,
    ) -> Answer<ArrangedLayouts> {
        self.preview_dashboard(&dashboard, edit).await
    }

    async fn delete_dashboard(&self, dashboard: DashboardId) -> Answer<Deleted> {
        let mut model = self.inner.model.lock().await;
        self.drop_dashboard(&mut model, &dashboard).await
    }

    async fn restore_dashboard(
        &self,
        dashboard: DashboardId,
        revision: u32,
    ) -> Answer<DashboardView> {
        self.bring_back(&dashboard, revision).await
    }

    async fn check_tile(&self, draft: TileDraft) -> Answer<Vec<Problem>> {
        Ok(draft.check())
    }

    async fn send_command(
        &self,
        tile: TileId,
        slot: Slot,
        value: serde_json::Value,
    ) -> Answer<CommandReport> {
        self.inner.commands.send(tile, slot, value)
    }

    async fn open_feed(&self, sink: Sink<FeedBatch>) -> Answer<FeedId> {
        let (feeds, connections) = (&self.inner.feeds, &self.inner.connections);
        let boards = std::sync::Arc::clone(&self.inner.past.boards);
        let feed = feeds.open(boards, || connections.states(), sink);
        // A link that came after the session was asked for.
        if let Some(understood) = self.inner.offers.take_waiting() {
            feeds.offer(&understood);
        }
        Ok(feed)
    }

    async fn acknowledge(&self, feed: FeedId, batch: u32) -> Answer<()> {
        self.inner.feeds.acknowledge(feed, batch);
        Ok(())
    }

    async fn watch(&self, feed: FeedId, bindings: Vec<BindingKey>) -> Answer<()> {
        self.inner.feeds.watch(feed, bindings);
        Ok(())
    }

    async fn set_visible(&self, feed: FeedId, visible: bool) -> Answer<()> {
        self.inner.feeds.set_visible(feed, visible);
        Ok(())
    }

    async fn set_preview(&self, _feed: FeedId, draft: Option<TileDraft>) -> Answer<Vec<Problem>> {
        self.preview_tile(draft).await
    }

    async fn draw_chart(&self, request: ChartRequest) -> Answer<Vec<u8>> {
        self.chart_svg(request).await
    }

    async fn chart_moment(&self, request: MomentRequest) -> Answer<Vec<Moment>> {
        self.moments(request).await
    }

    async fn chart_statistics(&self, request: RangeRequest) -> Answer<Vec<Statistics>> {
        self.statistics(request).await
    }

    async fn chart_table(&self, request: TableRequest) -> Answer<ChartTable> {
        self.table(request).await
    }

    async fn history_extent(&self, bindings: Vec<BindingKey>) -> Answer<Option<HistoryExtent>> {
        self.extent(bindings).await
    }

    async fn export_picture(&self, export: PictureExport) -> Answer<Exported> {
        self.save_picture(export).await
    }

    async fn export_samples(
        &self,
        sink: Sink<WorkProgress>,
        export: SampleExport,
    ) -> Answer<Exported> {
        self.save_samples(export, sink).await
    }

    async fn cancel_work(&self, work: WorkId) -> Answer<()> {
        self.inner.works.cancel(work);
        Ok(())
    }

    async fn import_samples(&self, piece: ImportPiece) -> Answer<Imported> {
        self.take_piece(piece).await
    }

    async fn history_overview(&self) -> Answer<HistoryOverview> {
        self.history(|_| Ok(())).await
    }

    async fn set_retention(&self, retention: Retention) -> Answer<HistoryOverview> {
        self.history(move |history| history::set_retention(history, retention))
            .await
    }

    async fn keep_series(&self, series: u32, keep: Keep) -> Answer<HistoryOverview> {
        self.history(move |history| history::set_keep(history, series, keep))
            .await
    }

    async fn pause_recording(&self, paused: bool) -> Answer<HistoryOverview> {
        self.history(move |history| {
            if paused {
                history.pause();
            } else {
                history.resume();
            }
            Ok(())
        })
        .await
    }

    async fn delete_series(&self, series: u32) -> Answer<HistoryOverview> {
        let boards = std::sync::Arc::clone(&self.inner.past.boards);
        self.history(move |history| {
            let deleted = history.delete_series(SeriesId(series));
            for (_, origin) in boards.origins() {
                origin.forget_series();
            }
            deleted.map_err(history::not_saved)
        })
        .await
    }

    async fn compact_history(&self, sink: Sink<WorkProgress>) -> Answer<HistoryOverview> {
        self.compact(sink).await
    }
}
