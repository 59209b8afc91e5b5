//! Dashboards that come from elsewhere, many at once.

use tilework_core::{broker::Broker, dashboard::Dashboard, id::DashboardId};

use super::{DashboardView, Dashboards, Saved, find, view};
use crate::{
    error::{Answer, AppError},
    rooms::documents::DocumentId,
    who::ClientId,
};

/// What is to be saved in one go.
#[derive(Debug, Default)]
pub struct Taking {
    pub brokers: Vec<Broker>,
    /// With ids that nobody has.
    pub dashboards: Vec<Dashboard>,
    /// Whose tiles go to one that is there.
    pub onto: Option<(DashboardId, Dashboard)>,
}

/// What came of it.
#[derive(Debug)]
pub struct TakenDashboards {
    pub dashboards: Vec<DashboardView>,
    /// The revision that the changed one had before.
    pub before: Option<u32>,
}

impl Dashboards {
    /// All there are, as they are saved.
    pub async fn all(&self) -> Vec<Dashboard> {
        let all = self.all.lock().await;
        all.iter().map(|saved| saved.dashboard.clone()).collect()
    }

    /// Saves dashboards together with the brokers that their tiles name, all of it or nothing, and puts the bindings to work.
    ///
    /// # Errors
    /// Nothing is saved: the dashboard to put tiles on is gone or full, or the disk refuses.
    pub async fn take(&self, by: ClientId, taking: Taking) -> Answer<TakenDashboards> {
        let Taking {
            brokers,
            mut dashboards,
            onto,
        } = taking;
        let mut all = self.all.lock().await;
        let mut before = None;
        if let Some((id, tiles)) = onto {
            let old = find(&all, &id)?;
            let mut dashboard = old.dashboard.clone();
            before = Some(old.revision);
            tilework_bundle::add_tiles(&mut dashboard, tiles).map_err(AppError::from)?;
            dashboards.push(dashboard);
        }
        let mut documents = Vec::new();
        for broker in &brokers {
            let body = serde_json::to_string(broker).map_err(AppError::internal)?;
            documents.push((DocumentId::Broker(broker.id.clone()), body));
        }
        for dashboard in &dashboards {
            let body = serde_json::to_string(dashboard).map_err(AppError::internal)?;
            documents.push((DocumentId::Dashboard(dashboard.id.clone()), body));
        }
        let revisions = self.documents.save_all(by, documents).await?;
        let mut views = Vec::new();
        let revisions = revisions.into_iter().skip(brokers.len());
        for (dashboard, revision) in dashboards.into_iter().zip(revisions) {
            let saved = Saved {
                dashboard,
                revision,
            };
            self.bind_all(&saved.dashboard);
            views.push(view(&saved));
            match all
                .iter_mut()
                .find(|it| it.dashboard.id == saved.dashboard.id)
            {
                Some(old) => *old = saved,
                None => all.push(saved),
            }
        }
        Ok(TakenDashboards {
            dashboards: views,
            before,
        })
    }
}
