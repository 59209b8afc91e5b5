//! What a link says of itself, as clients are told it: the steps of an attempt and what the broker granted; and what a form says of a
//! client certificate.

use serde::{Deserialize, Serialize};
use tilework_core::{
    broker::Protocol, certificate::TlsSummary, connection::Trouble, reason::Refusal, secret::Secret,
};
use ts_rs::TS;

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
