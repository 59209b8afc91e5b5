//! What the broker form and the broker screen speak.

use serde::{Deserialize, Serialize};
use tilework_core::{
    broker::{Broker, Endpoint},
    certificate::{CertificateSummary, EndingCertificate, TlsSummary},
    connection::ConnectionState,
    id::BrokerId,
    secret::Secret,
};
use ts_rs::TS;

use crate::{
    connection::{Counters, LogEntry, RefusedSubscription, TooLargeMessage},
    link::{ConnectionStep, Granted, IdentityInput},
    rooms::dashboards::DashboardView,
};

/// What the form says of a secret.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SecretInput {
    /// Untouched: what is kept stays.
    Keep,
    Set {
        secret: Secret,
    },
    /// The one of an [`Understood`](crate::rooms::offers::Understood) text.
    Offered {
        number: u32,
    },
    Clear,
}

/// What the form says of the headers of the WebSocket request.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum HeadersInput {
    Keep,
    Clear,
    Set { headers: Vec<Header> },
}

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    pub name: String,
    pub value: Secret,
}

/// All secrets of a broker form.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SecretInputs {
    /// A user name that is a secret; then the draft has none. `Keep` beside one in the draft lets the kept one go.
    pub username: SecretInput,
    pub password: SecretInput,
    pub identity: IdentityInput,
    pub headers: HeadersInput,
    /// New ones go into the keyring; else they stay in memory until the app closes.
    pub remember: bool,
}

/// The steps of a tried connection, up to the first that failed. All addresses of the form are tried, one after the other, until one
/// works.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    pub steps: Vec<ConnectionStep>,
    pub ok: bool,
}

/// How a connection is and was, for the broker screen.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionDetails {
    pub connection: ConnectionState,
    /// The address in use, or the last one that was; before the first connection the first of the list. None for the demo.
    pub endpoint: Option<Endpoint>,
    /// Milliseconds from the last ping to its answer.
    pub latency_ms: Option<f64>,
    pub tls: Option<TlsSummary>,
    pub granted: Option<Granted>,
    pub counters: Counters,
    /// The newest last, at most 50.
    pub log: Vec<LogEntry>,
    /// Subscriptions that the broker refused, at most 50.
    pub refused: Vec<RefusedSubscription>,
    /// The newest message that was left out because of its size.
    pub too_large: Option<TooLargeMessage>,
    pub ending: Vec<EndingCertificate>,
    pub client_certificate: Option<CertificateSummary>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerView {
    #[serde(flatten)]
    pub broker: Broker,
    pub connection: ConnectionState,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedBroker {
    pub broker: BrokerView,
    /// Made for the first broker.
    pub dashboard: Option<DashboardView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionChange {
    pub broker: BrokerId,
    pub connection: ConnectionState,
}
