//! What the engine needs from its host: secrets, preferences, the demo. The shell's adapters implement these.

use std::{future::Future, pin::Pin};

use tilework_core::{
    dashboard::Dashboard,
    id::{BrokerId, DashboardId, TileId},
    secret::Secret,
};

use crate::api::Preferences;

/// A future of a port, boxed so that ports can be trait objects.
pub type PortFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why a secret could not be read or kept, in words without the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SecretError {
    pub message: String,
}

/// Where passwords are kept, one for each broker. Every call has a time limit of its own: a keyring may ask the user to
/// unlock it, and may never answer.
pub trait SecretStore: Send + Sync {
    fn get<'a>(
        &'a self,
        broker: &'a BrokerId,
    ) -> PortFuture<'a, Result<Option<Secret>, SecretError>>;
    fn set<'a>(
        &'a self,
        broker: &'a BrokerId,
        secret: Secret,
    ) -> PortFuture<'a, Result<(), SecretError>>;
    /// Deleting what is not there is fine.
    fn delete<'a>(&'a self, broker: &'a BrokerId) -> PortFuture<'a, Result<(), SecretError>>;
}

/// Small, losable settings.
pub trait PreferenceStore: Send + Sync {
    /// The defaults where nothing, or nothing readable, is saved.
    fn load(&self) -> Preferences;
    fn save(&self, preferences: &Preferences);
}

/// The demo broker and its simulated devices.
pub trait Demo: Send + Sync {
    /// Starts it, or finds it running: the port on 127.0.0.1.
    fn start(&self) -> PortFuture<'_, Result<u16, String>>;
    fn stop(&self) -> PortFuture<'_, ()>;
    /// The finished dashboard of the greenhouse. `tile_id` makes a new id for each tile.
    fn dashboard(
        &self,
        id: DashboardId,
        broker: &BrokerId,
        tile_id: &mut dyn FnMut() -> TileId,
    ) -> Dashboard;
}
