//! The command table's rows, each handed to its room.

use std::sync::PoisonError;

use tilework_core::{
    broker::BrokerDraft,
    command::CommandReport,
    dashboard::DashboardEdit,
    id::{BindingKey, BrokerId, DashboardId, Slot, TileId},
    problem::Problem,
    tile::TileDraft,
};

use super::{Engine, not_found};
use crate::api::*;

type Answer<T> = Result<T, AppError>;

impl Api for Engine {
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

    async fn test_connection(
        &self,
        draft: BrokerDraft,
        password: PasswordInput,
    ) -> Answer<ConnectionReport> {
        self.probe(draft, password).await
    }

    async fn save_broker(
        &self,
        draft: BrokerDraft,
        password: PasswordInput,
    ) -> Answer<SavedBroker> {
        self.save_broker_form(draft, password).await
    }

    async fn delete_broker(&self, broker: BrokerId) -> Answer<()> {
        let _order = self.inner.saving_brokers.lock().await;
        self.drop_broker(&broker).await
    }

    async fn reconnect(&self, broker: BrokerId) -> Answer<()> {
        let connection = self
            .inner
            .live
            .connection(&broker)
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
        self.send(tile, slot, value).await
    }

    async fn open_feed(&self, sink: Sink<FeedBatch>) -> Answer<FeedId> {
        let live = &self.inner.live;
        Ok(live
            .feeds
            .open(std::sync::Arc::clone(&live.board), || live.states(), sink))
    }

    async fn acknowledge(&self, feed: FeedId, batch: u32) -> Answer<()> {
        self.inner.live.feeds.acknowledge(feed, batch);
        Ok(())
    }

    async fn watch(&self, feed: FeedId, bindings: Vec<BindingKey>) -> Answer<()> {
        self.inner.live.feeds.watch(feed, bindings);
        Ok(())
    }

    async fn set_visible(&self, feed: FeedId, visible: bool) -> Answer<()> {
        self.inner.live.feeds.set_visible(feed, visible);
        Ok(())
    }

    async fn set_preview(&self, _feed: FeedId, draft: Option<TileDraft>) -> Answer<Vec<Problem>> {
        self.preview_tile(draft).await
    }

    async fn draw_chart(&self, request: ChartRequest) -> Answer<Vec<u8>> {
        self.chart_svg(request).await
    }

    async fn export_chart(&self, request: ChartRequest) -> Answer<Vec<u8>> {
        self.chart_png(request).await
    }
}
