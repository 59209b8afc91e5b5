//! The demo as a broker and a dashboard like any other, made and removed together.

use std::sync::PoisonError;

use tilework_core::{
    broker::{Broker, Origin},
    id::{BrokerId, DashboardId, TileId},
};

use super::{Engine, forms::fresh_client_id, fresh};
use crate::{
    api::{AppError, Notice},
    who::{ClientId, ENGINE},
};

const ID: &str = "demo";
const NAME: &str = "Demo greenhouse";

fn id<T: std::str::FromStr>() -> Result<T, AppError> {
    ID.parse().map_err(|_| AppError::Internal {
        message: "the demo has no id".to_owned(),
    })
}

impl Engine {
    /// On a first start, with no broker yet, goes straight into the demo. A failure becomes a notice: Welcome is there as well.
    pub async fn start_demo_if_new(&self) {
        if !self.inner.model.lock().await.brokers.is_empty() {
            return;
        }
        if let Err(error) = self.begin_demo(ENGINE).await {
            tracing::error!(%error, "the demo did not start");
            let message = error.to_string();
            let mut notices = self
                .inner
                .notices
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            notices.push(Notice::DemoFailed { message });
        }
    }

    pub(super) async fn begin_demo(&self, by: ClientId) -> Result<(), AppError> {
        let _order = self.inner.saving_brokers.lock().await;
        // Started first, so that a failure is an answer to the press and leaves nothing behind.
        self.inner
            .demo
            .start()
            .await
            .map_err(|message| AppError::DemoFailed { message })?;
        let (broker_id, dashboard_id): (BrokerId, DashboardId) = (id()?, id()?);
        let mut model = self.inner.model.lock().await;
        if model
            .brokers
            .iter()
            .all(|broker| broker.origin != Origin::Demo)
        {
            let broker = Broker::new(
                broker_id.clone(),
                NAME.to_owned(),
                Origin::Demo,
                fresh_client_id(),
            );
            self.keep_broker(by, &mut model, &broker).await?;
            self.connect(&broker).await;
        }
        if model.dashboard(&dashboard_id).is_err() {
            let mut tile_ids: Vec<TileId> = (0..64).map(|_| fresh()).collect::<Result<_, _>>()?;
            let mut next = || {
                tile_ids
                    .pop()
                    .unwrap_or_else(|| unreachable!("the demo has fewer tiles"))
            };
            let dashboard = self
                .inner
                .demo
                .dashboard(dashboard_id, &broker_id, &mut next);
            self.keep_dashboard(by, &mut model, dashboard).await?;
        }
        Ok(())
    }

    pub(super) async fn end_demo(&self, by: ClientId) -> Result<(), AppError> {
        let _order = self.inner.saving_brokers.lock().await;
        let (broker_id, dashboard_id): (BrokerId, DashboardId) = (id()?, id()?);
        let is_there = self.inner.model.lock().await.broker(&broker_id).is_ok();
        if is_there {
            self.drop_broker(by, &broker_id).await?;
        }
        let mut model = self.inner.model.lock().await;
        if model.dashboard(&dashboard_id).is_ok() {
            self.drop_dashboard(by, &mut model, &dashboard_id).await?;
        }
        drop(model);
        self.inner.demo.stop().await;
        Ok(())
    }
}
