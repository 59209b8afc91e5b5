//! The demo as a broker and a dashboard like any other, made and removed together.

use std::sync::Arc;

use tilework_core::id::{BrokerId, DashboardId, TileId};

use crate::{
    error::{Answer, AppError},
    fresh::fresh,
    notices::{Notice, Notices},
    ports::Demo,
    rooms::{
        Asker,
        brokers::Brokers,
        dashboards::Dashboards,
        session::{Session, SessionRoom},
    },
    who::{ClientId, ENGINE},
};

const ID: &str = "demo";
const NAME: &str = "Demo greenhouse";

fn id<T: std::str::FromStr>() -> Answer<T> {
    ID.parse()
        .map_err(|_| AppError::internal("the demo has no id"))
}

pub struct DemoRoom {
    pub demo: Arc<dyn Demo>,
    pub brokers: Arc<Brokers>,
    pub dashboards: Arc<Dashboards>,
    pub session: Arc<SessionRoom>,
    pub notices: Arc<Notices>,
}

impl std::fmt::Debug for DemoRoom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DemoRoom")
    }
}

impl DemoRoom {
    /// On a first start, with no broker yet, goes straight into the demo. A failure becomes a notice: Welcome is there as well.
    pub async fn start_if_new(&self) {
        if !self.brokers.is_empty().await {
            return;
        }
        if let Err(error) = self.begin(ENGINE).await {
            tracing::error!(%error, "the demo did not start");
            let message = error.to_string();
            self.notices.add(Notice::DemoFailed { message });
        }
    }

    pub async fn start_demo(&self, asker: &Arc<Asker>) -> Answer<Session> {
        self.begin(asker.id).await?;
        self.session.session(asker).await
    }

    pub async fn remove_demo(&self, asker: &Arc<Asker>) -> Answer<Session> {
        self.end(asker.id).await?;
        self.session.session(asker).await
    }

    async fn begin(&self, by: ClientId) -> Answer<()> {
        let _order = self.brokers.hold_still().await;
        // Started first, so that a failure is an answer to the press and leaves nothing behind.
        let started = self.demo.start().await;
        started.map_err(|message| AppError::DemoFailed { message })?;
        let (broker, dashboard): (BrokerId, DashboardId) = (id()?, id()?);
        self.brokers.keep_demo(by, &broker, NAME).await?;
        if !self.dashboards.has(&dashboard).await {
            let mut tile_ids: Vec<TileId> = (0..64).map(|_| fresh()).collect::<Result<_, _>>()?;
            let mut next = || {
                tile_ids
                    .pop()
                    .unwrap_or_else(|| unreachable!("the demo has fewer tiles"))
            };
            let dashboard = self.demo.dashboard(dashboard, &broker, &mut next);
            self.dashboards.keep(by, dashboard).await?;
        }
        Ok(())
    }

    async fn end(&self, by: ClientId) -> Answer<()> {
        let _order = self.brokers.hold_still().await;
        gone_already(self.brokers.drop_broker(by, &id()?).await)?;
        gone_already(self.dashboards.delete(by, &id()?).await)?;
        self.demo.stop().await;
        Ok(())
    }
}

/// A person may have deleted one half of it.
fn gone_already<T>(deleted: Answer<T>) -> Answer<()> {
    match deleted {
        Ok(_) | Err(AppError::NotFound { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
