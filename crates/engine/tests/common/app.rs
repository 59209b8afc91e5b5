//! An app with a window, and what most tests of connections do with it.

use std::{future::Future, path::Path, sync::Arc, time::Duration};

use tempfile::TempDir;
use tilework_core::{
    broker::{BrokerDraft, Protocol, Transport},
    connection::{ConnectionState, Trouble},
    id::{BrokerId, DashboardId, TileId},
    tile::TileDraft,
};
use tilework_engine::{Ports, api::*};

use super::{
    IntoFolder, MemorySecrets, Opened, PATIENCE, Screen, add_tile, draft, key, ports_with,
};

/// Between two looks at a condition that nothing announces.
const LOOK: Duration = Duration::from_millis(20);

pub const BOTH: [Protocol; 2] = [Protocol::V311, Protocol::V5];

pub struct App {
    pub engine: Opened,
    pub screen: Screen,
    pub secrets: Arc<MemorySecrets>,
    folder: TempDir,
}

impl App {
    pub async fn start() -> Self {
        Self::open(tempfile::tempdir().unwrap(), Arc::default()).await
    }

    async fn open(folder: TempDir, secrets: Arc<MemorySecrets>) -> Self {
        let ports = Ports {
            save_place: Arc::new(IntoFolder(folder.path().to_owned())),
            ..ports_with(Arc::clone(&secrets))
        };
        let engine = Opened::open(folder.path(), ports).await;
        Self {
            screen: Screen::open(&engine),
            engine,
            secrets,
            folder,
        }
    }

    /// Closed in order; what stays is the folder and the keyring.
    pub async fn close(self) -> ClosedApp {
        self.engine.close().await;
        ClosedApp {
            folder: self.folder,
            secrets: self.secrets,
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub async fn save(&self, form: BrokerDraft, secrets: SecretInputs) -> BrokerId {
        let saved = self.engine.save_broker(form, secrets).await.unwrap();
        saved.broker.broker.id
    }

    /// Saves it and waits until it is online.
    pub async fn connect(&mut self, form: BrokerDraft, secrets: SecretInputs) -> BrokerId {
        let id = self.save(form, secrets).await;
        self.screen.until_online(&id).await;
        id
    }

    pub async fn details(&self, broker: &BrokerId) -> ConnectionDetails {
        let details = self.engine.connection_details(broker.clone()).await;
        details.unwrap()
    }

    /// Looks at the details until they are as wanted: no feed announces them.
    pub async fn until_details(
        &self,
        broker: &BrokerId,
        what: &str,
        wanted: impl Fn(&ConnectionDetails) -> bool,
    ) -> ConnectionDetails {
        until(what, async || {
            Some(self.details(broker).await).filter(|details| wanted(details))
        })
        .await
    }

    /// Waits until the connection has stopped; why.
    pub async fn stopped(&mut self, broker: &BrokerId) -> Trouble {
        let stopped = |s: &Screen| {
            matches!(
                s.connections.get(broker),
                Some(ConnectionState::Stopped { .. })
            )
        };
        self.screen.until("stopped", stopped).await;
        match &self.screen.connections[broker] {
            ConnectionState::Stopped { reason } => reason.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// The dashboard that came with the first broker.
    pub async fn dashboard(&self) -> DashboardId {
        let session = self.engine.session().await.unwrap();
        session.dashboards[0].dashboard.id.clone()
    }

    /// Adds a tile and watches this slot of it.
    pub async fn tile(&self, draft: TileDraft, slot: &str) -> TileId {
        let tile = add_tile(&self.engine, &self.dashboard().await, draft).await;
        self.screen.watch(vec![key(&tile, slot)]).await;
        tile
    }
}

pub struct ClosedApp {
    pub folder: TempDir,
    pub secrets: Arc<MemorySecrets>,
}

impl ClosedApp {
    pub async fn open(self) -> App {
        App::open(self.folder, self.secrets).await
    }
}

/// Looks again and again until there is something.
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut look: impl FnMut() -> F) -> T {
    let mut pace = tokio::time::interval(LOOK);
    let waiting = async {
        loop {
            pace.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    let found = tokio::time::timeout(PATIENCE, waiting).await;
    found.unwrap_or_else(|_| panic!("never: {what}"))
}

/// A form for this way in, with these authorities as PEM.
pub fn way_in(port: u16, transport: Transport, authorities: &str) -> BrokerDraft {
    let mut form = draft(port, "");
    form.endpoints[0].transport = transport;
    form.tls.authorities = authorities.to_owned();
    form
}

/// What a step of a connection test found out, if it came so far.
pub fn found(report: &ConnectionReport, name: StepName) -> Option<&Found> {
    let step = report.steps.iter().find(|step| step.name == name);
    step.map(|step| &step.found)
}

pub fn names(report: &ConnectionReport) -> Vec<StepName> {
    report.steps.iter().map(|step| step.name).collect()
}
