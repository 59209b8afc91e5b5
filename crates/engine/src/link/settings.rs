//! What a link needs to know of a broker.

use tilework_core::{broker::Endpoint, connection::Trouble, secret::Secret};

use crate::ports::PortFuture;

/// Everything for one attempt. `Debug` shows no password, because [`Secret`] does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSettings {
    pub endpoint: Endpoint,
    pub client_id: String,
    /// Empty: neither user name nor password is sent.
    pub username: String,
    pub password: Option<Secret>,
}

/// Where the settings of the next attempt come from: a document and a keyring, or the demo and its port.
pub trait SettingsSource: Send + Sync {
    fn settings(&self) -> PortFuture<'_, Result<LinkSettings, Trouble>>;
}

impl SettingsSource for LinkSettings {
    fn settings(&self) -> PortFuture<'_, Result<LinkSettings, Trouble>> {
        Box::pin(async { Ok(self.clone()) })
    }
}
