//! A broker's document: everything needed to reach it, except the secrets.

mod draft;
mod hidden;
mod message;
mod network;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use draft::is_host;
pub use draft::{BrokerDraft, EndpointDraft, text_faults};
pub use hidden::{Hidden, fill, is_secret_name};
pub use message::{StatusMessage, StatusMessageDraft, UserProperty};
pub use network::NetworkId;

pub use crate::transport::{Protocol, Transport};
use crate::{id::BrokerId, preset::Preset};

/// The saved format of a broker. Raise it with a migration in [`crate::migrate`] and a golden file.
pub const BROKER_SCHEMA: u32 = 6;

/// One address of a broker, and how to talk to it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// Host name, IPv4 or IPv6 address without brackets.
    pub host: String,
    /// 1 to 65,535.
    pub port: u16,
    #[serde(default)]
    pub transport: Transport,
    /// WebSocket only: begins with `/`. The tokens of its query are secrets ([`Broker::hidden_queries`]); their names stay here.
    #[serde(default)]
    pub path: String,
    /// The person allowed user name and password to go to this address though it is not encrypted and another one is.
    #[serde(default)]
    pub in_clear: bool,
    /// The network in which it was allowed. `None`: in any.
    #[serde(default)]
    pub network: Option<NetworkId>,
}

impl Endpoint {
    /// Whether what goes there can be read and changed on the way: it is not encrypted, and not on this device.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.transport.is_encrypted() && !is_this_device(&self.host)
    }

    fn is_allowed(&self, here: Option<&NetworkId>) -> bool {
        let bound = self.network.as_ref();
        self.in_clear && (bound.is_none() || bound == here)
    }
}

/// RFC 6761 §6.3: names under `localhost` are this device's.
fn is_this_device(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    match name.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}

/// Whose broker it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "origin", rename_all = "camelCase")]
pub enum Origin {
    /// The user's own. At least one address; the first is the best, the others stand in for it.
    Own { endpoints: Vec<Endpoint> },
    /// The one inside the app; its port is chosen anew at every start.
    Demo,
}

/// What of a broker is secret. The keyring holds one entry for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretKind {
    Password,
    /// Of the client certificate.
    PrivateKey,
    /// The values of the WebSocket headers: most often a token.
    Headers,
    /// A user name that is a token, or that a person called a secret.
    Username,
    /// Tokens in the paths of WebSocket addresses.
    Queries,
    /// The values of the user properties of CONNECT.
    UserProperties,
}

/// Where a secret of a broker is kept. The secret itself is never in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretPlace {
    /// In the system's keyring.
    Keyring,
    /// In memory only, until the app closes; then it is asked for again.
    #[serde(rename = "session")]
    Memory,
}

/// How the two sides of an encrypted connection know each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct TlsSettings {
    /// Authorities trusted for this broker beside those of the device: certificates as PEM (RFC 7468). Empty: none.
    pub authorities: String,
    /// The name asked for and expected in the certificate, if it is not the host's. Empty: the host.
    pub server_name: String,
    /// Application protocols offered (RFC 7301), the best first. Empty: none are offered.
    pub alpn: Vec<String>,
    /// Fingerprints of certificates that are trusted whatever else is wrong with them, as
    /// [`crate::certificate::normal_fingerprint`] writes them.
    pub pinned: Vec<String>,
    /// Only `authorities` and `pinned` are trusted, not the device's authorities: a broker with an authority of its own is then not
    /// impersonated with a certificate of another. Without any of them it means nothing.
    pub only_these: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Broker {
    pub schema_version: u32,
    pub id: BrokerId,
    pub name: String,
    #[serde(flatten)]
    pub origin: Origin,
    #[serde(default)]
    pub preset: Preset,
    /// A disabled broker is kept and not connected.
    pub enabled: bool,
    #[serde(default)]
    pub protocol: Protocol,
    /// Empty: none is sent, or it is a secret.
    #[serde(default)]
    pub username: String,
    /// As it goes to the broker; unique for each installation, so that two phones do not throw each other out.
    pub client_id: String,
    /// The secrets it has, and where they are.
    #[serde(default)]
    pub secrets: BTreeMap<SecretKind, SecretPlace>,
    /// Put before every topic that does not begin with it already. Empty: none.
    #[serde(default)]
    pub topic_prefix: String,
    /// Seconds, 5 to 65,535 (MQTT 5 §3.1.2.10).
    pub keep_alive_seconds: u16,
    /// How long the broker keeps subscriptions and messages for us while we are away, in seconds (MQTT 5 §3.1.2.11.2). 0: not at
    /// all. In MQTT 3.1.1 anything else is "as long as the broker likes" (§3.1.2.4).
    #[serde(default)]
    pub session_expiry_seconds: u32,
    /// The largest message taken from or given to the broker, in bytes, 1,024 to 268,435,455 (MQTT 5 §2.1.4).
    pub packet_limit: u32,
    /// Published after every connect.
    #[serde(default)]
    pub birth: Option<StatusMessage>,
    /// Published by the broker when the connection is lost (MQTT 5 §3.1.2.5), and by us before we leave.
    #[serde(default)]
    pub last_will: Option<StatusMessage>,
    /// Sent with CONNECT in MQTT 5 (§3.1.2.11.8). Their values are a secret, and empty here.
    #[serde(default)]
    pub user_properties: Vec<UserProperty>,
    /// Names of the headers of the WebSocket request, in order; their values are a secret.
    #[serde(default)]
    pub header_names: Vec<String>,
    #[serde(default)]
    pub tls: TlsSettings,
    /// The client certificate and its chain as PEM; its private key is a secret.
    #[serde(default)]
    pub certificate: Option<String>,
}

impl Broker {
    /// 30 s: a lost link is noticed earlier, by our own pings; this is for the broker's side.
    pub const KEEP_ALIVE: u16 = 30;
    /// 16 MiB.
    pub const PACKET_LIMIT: u32 = 16 << 20;

    /// A broker with nothing but what it must have.
    #[must_use]
    pub fn new(id: BrokerId, name: String, origin: Origin, client_id: String) -> Self {
        Self {
            schema_version: BROKER_SCHEMA,
            id,
            name,
            origin,
            preset: Preset::default(),
            enabled: true,
            protocol: Protocol::default(),
            username: String::new(),
            client_id,
            secrets: BTreeMap::new(),
            topic_prefix: String::new(),
            keep_alive_seconds: Self::KEEP_ALIVE,
            session_expiry_seconds: 0,
            packet_limit: Self::PACKET_LIMIT,
            birth: None,
            last_will: None,
            user_properties: Vec::new(),
            header_names: Vec::new(),
            tls: TlsSettings::default(),
            certificate: None,
        }
    }

    /// Its addresses; none for the demo.
    #[must_use]
    pub fn endpoints(&self) -> &[Endpoint] {
        match &self.origin {
            Origin::Own { endpoints } => endpoints,
            Origin::Demo => &[],
        }
    }

    /// Whether user name, password and headers stay here instead of going to this address. Whoever has an encrypted address
    /// may rely on it: another one gets them in clear only where that was allowed. A broker that has none but open addresses was
    /// chosen so. `here` is the network that the device is in, if that can be told.
    #[must_use]
    pub fn withholds_login_from(&self, endpoint: &Endpoint, here: Option<&NetworkId>) -> bool {
        let login = !self.username.is_empty()
            || self
                .secrets
                .keys()
                // It never leaves this device.
                .any(|kind| *kind != SecretKind::PrivateKey);
        let encrypted = |endpoint: &Endpoint| endpoint.transport.is_encrypted();
        login
            && endpoint.is_open()
            && !endpoint.is_allowed(here)
            && self.endpoints().iter().any(encrypted)
    }
}
