//! The state of a connection, and why it is not online.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis,
    broker::SecretKind,
    certificate::{CertificateProblem, CertificateSummary, EndingCertificate},
    reason::Refusal,
};

/// A connection is in exactly one of these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ConnectionState {
    /// Not wanted: the broker is disabled, or the app rests.
    Idle,
    /// Attempt number `attempt`, from 1, since the last time it was online.
    Connecting { attempt: u32 },
    Online {
        #[ts(type = "number")]
        since: Millis,
        /// The place of the address in the broker's list, from 0.
        endpoint: u32,
        /// The first certificate to end, if one ends within 14 days.
        ending: Option<EndingCertificate>,
    },
    /// Lost or not reached; the next attempt starts at `until`.
    Waiting {
        attempt: u32,
        #[ts(type = "number")]
        until: Millis,
        reason: Trouble,
    },
    /// Trying again would not help: a person has to change something.
    Stopped { reason: Trouble },
}

/// Why a connection failed or ended. A variant exists only if the UI says something different for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Trouble {
    /// The name could not be resolved to an address.
    HostNotFound,
    /// Nothing listens on the port.
    PortClosed,
    /// No route to the host or network down.
    Unreachable,
    /// No answer in time while connecting.
    TimedOut,
    /// Android 17 and later: the app may not reach addresses of the local network.
    LocalNetworkDenied,
    /// The other side answered with something that is not MQTT.
    NotMqtt,
    /// The other side answered plain MQTT with TLS: the port wants TLS.
    TlsExpected,
    /// The other side answered plain MQTT with HTTP: the port wants WebSocket, or is a web server.
    WebExpected,
    /// The other side answered TLS with something else: the port is a plain one.
    NotTls,
    /// The other side closed the connection during the handshake without a word.
    ClosedEarly,
    /// The broker's certificate is not trusted.
    Certificate {
        problem: CertificateProblem,
        /// `None`: it could not be read.
        certificate: Option<CertificateSummary>,
    },
    /// The broker wants a client certificate, or does not accept ours.
    ClientCertificate,
    /// No version or cipher of TLS that both sides know.
    TlsVersion,
    /// The broker knows none of our application protocols (ALPN, RFC 7301).
    Alpn,
    /// The web server answered the upgrade with this HTTP status instead of 101 (RFC 6455 §4.1).
    WebSocketRefused { status: u16 },
    /// The web server upgraded, but does not speak the sub-protocol `mqtt` (MQTT 5 §6).
    WebSocketNotMqtt,
    /// The broker refused the connection (CONNACK, MQTT 5 §3.2.2.2).
    Refused { refusal: Refusal },
    /// The broker ended the connection with a reason (DISCONNECT, MQTT 5 §3.14.2.1).
    Dismissed { refusal: Refusal },
    /// The broker accepts us and closes again at once, each time: most often another app uses the same client id (MQTT 3.1.1
    /// has no word for it).
    KeepsClosing,
    /// The connection was closed or reset after it had been online.
    Lost,
    /// The other side fell silent after it had been online: no answer to a ping or a message.
    Silent,
    /// The broker sent something that is not MQTT after it had been online.
    Malformed,
    /// A fault of ours ended the connection; it begins anew.
    Fault,
    /// The keyring did not answer: locked, or not there yet.
    SecretUnavailable,
    /// A secret is not kept anywhere: it was to be forgotten, or the keyring lost it.
    SecretMissing { secret: SecretKind },
    /// This address is not encrypted, another of the broker's is, and nobody allowed the password to go in clear: it was not sent.
    InClear,
    /// The demo broker could not be started.
    DemoUnavailable,
    /// Anything else, in the words of the system.
    Other { message: String },
}

impl Trouble {
    /// Whether another attempt with the same settings can succeed.
    #[must_use]
    pub fn heals(&self) -> bool {
        match self {
            Self::Refused { refusal } | Self::Dismissed { refusal } => refusal.reason.heals(),
            Self::Certificate { .. }
            | Self::ClientCertificate
            | Self::TlsVersion
            | Self::Alpn
            | Self::InClear
            | Self::SecretMissing { .. } => false,
            _ => true,
        }
    }

    /// Whether another network can make a difference: in a hotel, the certificate shown may be the hotel's.
    #[must_use]
    pub fn heals_elsewhere(&self) -> bool {
        self.heals() || matches!(self, Self::Certificate { .. })
    }
}
