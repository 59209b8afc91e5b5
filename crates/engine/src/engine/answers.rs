//! The rows of the table of requests, each handed to its room.

use std::sync::{Arc, PoisonError};

use tilework_core::preset::rules;
use tilework_history::SeriesId;

use super::{
    Engine, OwnPreferences, dashboards, forms::fresh_client_id, history, not_found, offers::Offers,
    readings::InView,
};
use crate::{api::*, asker::Asker, link::identity, who::Right};

type Answer<T> = Result<T, AppError>;

impl Engine {
    pub(crate) async fn session(&self, asker: &Arc<Asker>) -> Answer<Session> {
        self.current_session(asker).await
    }

    pub(crate) async fn save_preferences(
        &self,
        asker: &Arc<Asker>,
        preferences: Preferences,
    ) -> Answer<()> {
        if asker.who.rights < Right::Change {
            *asker.own::<OwnPreferences>().lock() = Some(preferences);
            return Ok(());
        }
        self.inner.preference_store.save(&preferences);
        *self
            .inner
            .preferences
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = preferences;
        Ok(())
    }

    pub(crate) async fn presets(&self, _: &Arc<Asker>) -> Answer<Vec<PresetRules>> {
        Ok(rules())
    }

    pub(crate) async fn understand(&self, asker: &Arc<Asker>, text: Secret) -> Answer<Understood> {
        Ok(asker.own::<Offers>().understand(&text))
    }

    pub(crate) async fn read_broker(
        &self,
        _: &Arc<Asker>,
        broker: BrokerId,
    ) -> Answer<Option<BrokerView>> {
        let model = self.inner.model.lock().await;
        let found = model.broker(&broker).ok();
        Ok(found.map(|broker| self.broker_view(broker)))
    }

    pub(crate) async fn check_keyring(&self, _: &Arc<Asker>) -> Answer<KeyringState> {
        Ok(self.inner.secrets.keyring().await)
    }

    pub(crate) async fn read_authorities(
        &self,
        _: &Arc<Asker>,
        authorities: String,
    ) -> Answer<Vec<CertificateSummary>> {
        identity::authorities(&authorities).map_err(|problems| AppError::InvalidInput { problems })
    }

    pub(crate) async fn read_identity(
        &self,
        _: &Arc<Asker>,
        identity: IdentityInput,
    ) -> Answer<Vec<CertificateSummary>> {
        let read =
            identity::read(&identity).map_err(|problems| AppError::InvalidInput { problems })?;
        Ok(read.map_or_else(Vec::new, |it| identity::summaries(&it.certificate)))
    }

    pub(crate) async fn test_connection(
        &self,
        asker: &Arc<Asker>,
        sink: Sink<ConnectionStep>,
        draft: BrokerDraft,
        secrets: SecretInputs,
    ) -> Answer<ConnectionReport> {
        let tried = self.probe(asker, draft, secrets, &sink);
        tokio::select! {
            report = tried => report,
            () = asker.ended() => Err(not_found("The window")),
        }
    }

    pub(crate) async fn save_broker(
        &self,
        asker: &Arc<Asker>,
        draft: BrokerDraft,
        secrets: SecretInputs,
    ) -> Answer<SavedBroker> {
        self.save_broker_form(asker, draft, secrets).await
    }

    pub(crate) async fn duplicate_broker(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        name: String,
    ) -> Answer<BrokerView> {
        self.duplicate(asker.id, &broker, &name).await
    }

    pub(crate) async fn enable_broker(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        enabled: bool,
    ) -> Answer<BrokerView> {
        self.change_broker(asker.id, &broker, |broker| broker.enabled = enabled)
            .await
    }

    pub(crate) async fn trust_certificate(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
        fingerprint: String,
    ) -> Answer<BrokerView> {
        self.trust(asker.id, &broker, &fingerprint).await
    }

    pub(crate) async fn renew_client_id(
        &self,
        asker: &Arc<Asker>,
        broker: BrokerId,
    ) -> Answer<BrokerView> {
        self.change_broker(asker.id, &broker, |broker| {
            broker.client_id = fresh_client_id()
        })
        .await
    }

    pub(crate) async fn connection_details(
        &self,
        _: &Arc<Asker>,
        broker: BrokerId,
    ) -> Answer<ConnectionDetails> {
        self.details(&broker).await
    }

    pub(crate) async fn network_changed(&self, _: &Arc<Asker>) -> Answer<()> {
        self.inner.connections.network_changed().await;
        Ok(())
    }

    pub(crate) async fn delete_broker(&self, asker: &Arc<Asker>, broker: BrokerId) -> Answer<()> {
        let _order = self.inner.saving_brokers.lock().await;
        self.drop_broker(asker.id, &broker).await
    }

    pub(crate) async fn reconnect(&self, _: &Arc<Asker>, broker: BrokerId) -> Answer<()> {
        let connection = self
            .inner
            .connections
            .get(&broker)
            .ok_or_else(|| not_found("The broker"))?;
        connection.reconnect().await;
        Ok(())
    }

    pub(crate) async fn start_demo(&self, asker: &Arc<Asker>) -> Answer<Session> {
        self.begin_demo(asker.id).await?;
        self.current_session(asker).await
    }

    pub(crate) async fn remove_demo(&self, asker: &Arc<Asker>) -> Answer<Session> {
        self.end_demo(asker.id).await?;
        self.current_session(asker).await
    }

    pub(crate) async fn read_dashboard(
        &self,
        _: &Arc<Asker>,
        dashboard: DashboardId,
    ) -> Answer<Option<DashboardView>> {
        let mut model = self.inner.model.lock().await;
        let found = model.dashboard(&dashboard).ok();
        Ok(found.map(|saved| dashboards::view(saved)))
    }

    pub(crate) async fn create_dashboard(
        &self,
        asker: &Arc<Asker>,
        name: String,
    ) -> Answer<DashboardView> {
        self.new_dashboard(asker.id, name).await
    }

    pub(crate) async fn edit_dashboard(
        &self,
        asker: &Arc<Asker>,
        dashboard: DashboardId,
        edit: DashboardEdit,
    ) -> Answer<DashboardView> {
        self.change_dashboard(asker.id, &dashboard, edit).await
    }

    pub(crate) async fn preview_edit(
        &self,
        _: &Arc<Asker>,
        dashboard: DashboardId,
        edit: DashboardEdit,
    ) -> Answer<ArrangedLayouts> {
        self.preview_dashboard(&dashboard, edit).await
    }

    pub(crate) async fn delete_dashboard(
        &self,
        asker: &Arc<Asker>,
        dashboard: DashboardId,
    ) -> Answer<Deleted> {
        let mut model = self.inner.model.lock().await;
        self.drop_dashboard(asker.id, &mut model, &dashboard).await
    }

    pub(crate) async fn restore_dashboard(
        &self,
        asker: &Arc<Asker>,
        dashboard: DashboardId,
        revision: u32,
    ) -> Answer<DashboardView> {
        self.bring_back(asker.id, &dashboard, revision).await
    }

    pub(crate) async fn check_tile(
        &self,
        _: &Arc<Asker>,
        draft: TileDraft,
    ) -> Answer<Vec<Problem>> {
        Ok(draft.check())
    }

    pub(crate) async fn send_command(
        &self,
        _: &Arc<Asker>,
        tile: TileId,
        slot: Slot,
        value: serde_json::Value,
    ) -> Answer<CommandReport> {
        self.inner.commands.send(tile, slot, value)
    }

    pub(crate) async fn next_events(&self, asker: &Arc<Asker>, after: u32) -> Answer<EventBatch> {
        Ok(asker.feed.next(after).await)
    }

    pub(crate) async fn watch(&self, asker: &Arc<Asker>, bindings: Vec<BindingKey>) -> Answer<()> {
        asker.own::<InView>().watch(bindings)?;
        asker.feed.poke();
        Ok(())
    }

    pub(crate) async fn set_visible(&self, asker: &Arc<Asker>, visible: bool) -> Answer<()> {
        asker.feed.set_visible(visible);
        Ok(())
    }

    pub(crate) async fn set_preview(
        &self,
        asker: &Arc<Asker>,
        draft: Option<TileDraft>,
    ) -> Answer<Vec<Problem>> {
        self.preview_tile(asker, draft).await
    }

    pub(crate) async fn draw_chart(
        &self,
        _: &Arc<Asker>,
        request: ChartRequest,
    ) -> Answer<Vec<u8>> {
        self.chart_svg(request).await
    }

    pub(crate) async fn chart_moment(
        &self,
        _: &Arc<Asker>,
        request: MomentRequest,
    ) -> Answer<Vec<Moment>> {
        self.moments(request).await
    }

    pub(crate) async fn chart_statistics(
        &self,
        _: &Arc<Asker>,
        request: RangeRequest,
    ) -> Answer<Vec<Statistics>> {
        self.statistics(request).await
    }

    pub(crate) async fn chart_table(
        &self,
        _: &Arc<Asker>,
        request: TableRequest,
    ) -> Answer<ChartTable> {
        self.table(request).await
    }

    pub(crate) async fn history_extent(
        &self,
        _: &Arc<Asker>,
        bindings: Vec<BindingKey>,
    ) -> Answer<Option<HistoryExtent>> {
        self.extent(bindings).await
    }

    pub(crate) async fn export_picture(
        &self,
        asker: &Arc<Asker>,
        export: PictureExport,
    ) -> Answer<Exported> {
        self.save_picture(asker, export).await
    }

    pub(crate) async fn export_samples(
        &self,
        asker: &Arc<Asker>,
        sink: Sink<WorkProgress>,
        export: SampleExport,
    ) -> Answer<Exported> {
        self.save_samples(asker, export, sink).await
    }

    pub(crate) async fn cancel_work(&self, asker: &Arc<Asker>, work: WorkId) -> Answer<()> {
        asker.works.cancel(work);
        Ok(())
    }

    pub(crate) async fn import_samples(
        &self,
        asker: &Arc<Asker>,
        piece: ImportPiece,
    ) -> Answer<Imported> {
        self.take_piece(asker, piece).await
    }

    pub(crate) async fn history_overview(&self, _: &Arc<Asker>) -> Answer<HistoryOverview> {
        self.history(|_| Ok(())).await
    }

    pub(crate) async fn set_retention(
        &self,
        _: &Arc<Asker>,
        retention: Retention,
    ) -> Answer<HistoryOverview> {
        self.history(move |history| history::set_retention(history, retention))
            .await
    }

    pub(crate) async fn keep_series(
        &self,
        _: &Arc<Asker>,
        series: u32,
        keep: Keep,
    ) -> Answer<HistoryOverview> {
        self.history(move |history| history::set_keep(history, series, keep))
            .await
    }

    pub(crate) async fn pause_recording(
        &self,
        _: &Arc<Asker>,
        paused: bool,
    ) -> Answer<HistoryOverview> {
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

    pub(crate) async fn delete_series(
        &self,
        _: &Arc<Asker>,
        series: u32,
    ) -> Answer<HistoryOverview> {
        let boards = Arc::clone(&self.inner.past.boards);
        self.history(move |history| {
            let deleted = history.delete_series(SeriesId(series));
            for (_, origin) in boards.origins() {
                origin.forget_series();
            }
            deleted.map_err(history::not_saved)
        })
        .await
    }

    pub(crate) async fn compact_history(
        &self,
        asker: &Arc<Asker>,
        sink: Sink<WorkProgress>,
    ) -> Answer<HistoryOverview> {
        self.compact(asker, sink).await
    }
}
