//! What the broker form and the broker screen speak.

use serde::{Deserialize, Serialize};
use tilework_core::{
    Millis,
    broker::{Endpoint, Protocol},
    certificate::{CertificateSummary, EndingCertificate, TlsSummary},
    connection::{ConnectionState, Trouble},
    paste::BrokerPatch,
    reason::Refusal,
    secret::Secret,
};
use ts_rs::TS;

/// What a text says of a broker.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Understood {
    pub patch: BrokerPatch,
    /// There was a password in it: the number by which `SecretInput::Offered` means it. It stays in the engine until the app closes.
    pub password: Option<u32>,
    /// Lines or fields that were not understood.
    pub ignored: u32,
}

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
    /// The one of an [`Understood`] text.
    Offered {
        number: u32,
    },
    Clear,
}

/// What the form says of the client certificate and its key.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum IdentityInput {
    Keep,
    Clear,
    /// PEM (RFC 7468): the certificate, its chain behind it, and the key. Both may be in one text, which makes the first a secret too.
    Pem {
        certificate: Secret,
        key: Secret,
        /// Empty: the key is not encrypted.
        passphrase: Secret,
    },
    /// PKCS#12 (RFC 7292): a `.p12` or `.pfx` file as Base64.
    Pkcs12 {
        archive: Secret,
        passphrase: Secret,
    },
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
    pub password: SecretInput,
    pub identity: IdentityInput,
    pub headers: HeadersInput,
    /// New ones go into the keyring; else they stay in memory until the app closes.
    pub remember: bool,
}

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

/// The steps of a tried connection, up to the first that failed. All addresses of the form are tried, one after the other, until one
/// works.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    pub steps: Vec<ConnectionStep>,
    pub ok: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionStep {
    /// The place of the address in the form, from 0.
    pub endpoint: u32,
    pub name: StepName,
    pub duration_ms: u32,
    /// What was found out where it worked.
    pub found: Found,
    /// `None`: it worked.
    pub trouble: Option<Trouble>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StepName {
    /// The name became an address.
    Resolve,
    /// The port is open.
    Connect,
    /// The connection is encrypted, and the broker is who it should be.
    Encrypt,
    /// The web server became a WebSocket.
    Upgrade,
    /// The broker accepted user, password and client id.
    Authenticate,
    /// The broker granted a subscription. A refusal is told and fails nothing: many brokers grant only some topics.
    Subscribe,
}

/// What a step found out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Found {
    Nothing,
    /// The addresses of the name, at most 8.
    Addresses {
        addresses: Vec<String>,
    },
    Tls {
        tls: TlsSummary,
    },
    Granted {
        granted: Granted,
    },
    /// The filter that was tried, and the refusal if it was refused.
    Subscription {
        filter: String,
        refusal: Option<Refusal>,
    },
}

/// What the broker granted with its CONNACK (MQTT 5 §3.2.2.3). MQTT 3.1.1 says only whether it kept the session.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Granted {
    pub protocol: Protocol,
    /// It had kept our subscriptions.
    pub session_present: bool,
    /// The client id that the broker chose for us.
    pub assigned_client_id: Option<String>,
    pub keep_alive_seconds: u16,
    pub session_expiry_seconds: u32,
    /// 0 to 2.
    pub maximum_qos: u8,
    pub retain_available: bool,
    pub maximum_packet_size: Option<u32>,
    /// Unacknowledged messages that the broker takes at once.
    pub receive_maximum: u16,
    pub wildcards_available: bool,
    pub shared_subscriptions_available: bool,
    /// The broker's own words: hostile text.
    pub text: Option<String>,
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

/// Since the app started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counters {
    #[ts(type = "number")]
    pub messages_in: u64,
    #[ts(type = "number")]
    pub messages_out: u64,
    /// Of the payloads and topics of messages.
    #[ts(type = "number")]
    pub bytes_in: u64,
    #[ts(type = "number")]
    pub bytes_out: u64,
    /// Times it went online.
    #[ts(type = "number")]
    pub connects: u64,
    /// Messages left out because of their size.
    #[ts(type = "number")]
    pub too_large: u64,
    /// Times that the editor left a message out, because there were too many for it.
    #[ts(type = "number")]
    pub shed: u64,
}

/// A change of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    #[ts(type = "number")]
    pub at: Millis,
    pub event: LogEvent,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LogEvent {
    /// Online by this address of the list.
    Online { endpoint: u32 },
    /// Was online, is no more.
    Lost { reason: Trouble },
    /// Attempts that failed in the same way, one after the other.
    Failed { reason: Trouble, attempts: u32 },
    /// A person has to change something.
    Stopped { reason: Trouble },
    /// Left on purpose: disabled, suspended, or for a better address.
    Left,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusedSubscription {
    pub filter: String,
    pub refusal: Refusal,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TooLargeMessage {
    #[ts(type = "number")]
    pub at: Millis,
    /// `None`: it could not be read.
    pub topic: Option<String>,
    #[ts(type = "number")]
    pub bytes: u64,
    pub limit: u32,
}
