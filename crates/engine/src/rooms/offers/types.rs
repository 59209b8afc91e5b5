//! What is understood of a text.

use serde::Serialize;
use tilework_core::paste::BrokerPatch;
use ts_rs::TS;

/// What a text says of a broker.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Understood {
    pub patch: BrokerPatch,
    /// There was a password in it: the number by which `SecretInput::Offered` means it. It stays in the engine until the app closes.
    pub password: Option<u32>,
    /// The user name was a token: the number by which `SecretInput::Offered` means it.
    pub token: Option<u32>,
    /// Lines or fields that were not understood.
    pub ignored: u32,
}

/// What a link that opened the app is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Offer {
    /// A broker, to be confirmed in its form.
    Broker { understood: Box<Understood> },
    /// Something to take in, to be looked at first.
    Bundle { link: String },
}
