//! What the engine needs from its host: secrets, preferences, the demo, a place for a file. crates/host implements these.

use std::{future::Future, io::Write, pin::Pin, sync::Arc};

use serde::{Deserialize, Serialize};
use tilework_core::{
    broker::SecretKind,
    dashboard::Dashboard,
    id::{BrokerId, DashboardId, TileId},
    secret::Secret,
};
use ts_rs::TS;

/// A future of a port, boxed so that ports can be trait objects.
pub type PortFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a host lends the engine.
#[derive(Clone)]
pub struct Ports {
    pub secrets: Arc<dyn SecretStore>,
    pub preferences: Arc<dyn PreferenceStore>,
    pub demo: Arc<dyn Demo>,
    pub save_place: Arc<dyn SavePlace>,
    pub whereabouts: Arc<dyn Whereabouts>,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ports")
    }
}

/// How the system's keyring is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum KeyringState {
    Available,
    /// Why not, in the system's words.
    Unavailable {
        message: String,
    },
    /// `TILEWORK_SECRETS=memory`: nothing outlives the app.
    MemoryOnly,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

/// Small and losable.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    pub theme: Theme,
    pub last_dashboard: Option<DashboardId>,
    /// Of the device code that a person looked at last.
    pub last_platform: Option<String>,
}

/// Why a secret could not be read or kept, in words without the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SecretError {
    pub message: String,
}

/// Which secret of which broker.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretName {
    broker: BrokerId,
    kind: SecretKind,
}

impl SecretName {
    #[must_use]
    pub fn new(broker: &BrokerId, kind: SecretKind) -> Self {
        Self {
            broker: broker.clone(),
            kind,
        }
    }

    /// The name of its entry in a keyring. A password has the broker's id alone, as it had when it was the only secret.
    #[must_use]
    pub fn entry(&self) -> String {
        match self.kind {
            SecretKind::Password => self.broker.to_string(),
            SecretKind::PrivateKey => format!("{}/private-key", self.broker),
            SecretKind::Headers => format!("{}/headers", self.broker),
            SecretKind::Username => format!("{}/username", self.broker),
            SecretKind::Queries => format!("{}/queries", self.broker),
            SecretKind::UserProperties => format!("{}/user-properties", self.broker),
        }
    }
}

/// Where secrets are kept. Every call has a time limit of its own: a keyring may ask the user to unlock it, and may never answer.
pub trait SecretStore: Send + Sync {
    /// Whether it is there. Must not ask the user for anything.
    fn state(&self) -> PortFuture<'_, KeyringState>;
    fn get<'a>(
        &'a self,
        name: &'a SecretName,
    ) -> PortFuture<'a, Result<Option<Secret>, SecretError>>;
    fn set<'a>(
        &'a self,
        name: &'a SecretName,
        secret: Secret,
    ) -> PortFuture<'a, Result<(), SecretError>>;
    /// Deleting what is not there is fine.
    fn delete<'a>(&'a self, name: &'a SecretName) -> PortFuture<'a, Result<(), SecretError>>;
}

/// In which network the device is.
pub trait Whereabouts: Send + Sync {
    /// What is of this network and of no other, as long as it lasts: the hardware address of its gateway, say. `None` where the system does
    /// not tell. Asked before each attempt at an address, so it must not take long.
    fn mark(&self) -> Option<Vec<u8>>;
}

/// Where no network is told from another.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anywhere;

impl Whereabouts for Anywhere {
    fn mark(&self) -> Option<Vec<u8>> {
        None
    }
}

/// Small, losable settings.
pub trait PreferenceStore: Send + Sync {
    /// The defaults where nothing, or nothing readable, is saved.
    fn load(&self) -> Preferences;
    fn save(&self, preferences: &Preferences);
}

/// Where the running demo is, and what opens it. Both last until it stops; neither is ever part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAddress {
    /// On 127.0.0.1.
    pub port: u16,
    pub username: String,
    pub password: Secret,
}

/// The demo broker and its simulated devices.
pub trait Demo: Send + Sync {
    /// Starts it, or finds it running.
    fn start(&self) -> PortFuture<'_, Result<DemoAddress, String>>;
    fn stop(&self) -> PortFuture<'_, ()>;
    /// The finished dashboard of the greenhouse. `tile_id` makes a new id for each tile.
    fn dashboard(
        &self,
        id: DashboardId,
        broker: &BrokerId,
        tile_id: &mut dyn FnMut() -> TileId,
    ) -> Dashboard;
}

/// A file that a person wants, before they said where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedFile {
    /// Without a folder; safe as a file's name on every system.
    pub name: String,
    /// Behind the dot: `png`, `svg`, `csv`, `jsonl`.
    pub extension: &'static str,
    pub media_type: &'static str,
}

/// The place that the person chose, open for writing.
pub struct ChosenFile {
    /// Where it is, in the system's words.
    pub place: String,
    pub file: Box<dyn Write + Send>,
    /// Makes what was written the file; before it, a file that was there is as it was.
    pub keep: Box<dyn FnOnce() -> std::io::Result<()> + Send>,
    /// Takes back what was begun, after a failure or when the person cancels.
    pub discard: Box<dyn FnOnce() + Send>,
}

impl std::fmt::Debug for ChosenFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ChosenFile({})", self.place)
    }
}

/// The system's way of asking where a file should go: a dialogue, or a share sheet.
pub trait SavePlace: Send + Sync {
    /// `None`: the person left it. It waits as long as the person does.
    ///
    /// # Errors
    /// In the system's words: the place cannot be written.
    fn choose(&self, wanted: WantedFile) -> PortFuture<'_, Result<Option<ChosenFile>, String>>;
}
