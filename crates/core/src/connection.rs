//! The state of a connection, and why it is not online.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Millis;

/// A connection is in exactly one of these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ConnectionState {
    /// Not wanted.
    Idle,
    /// Attempt number `attempt`, from 1, since the last time it was online.
    Connecting { attempt: u32 },
    Online {
        #[ts(type = "number")]
        since: Millis,
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
    TimedOut,
    /// The other side answered with something that is not MQTT.
    NotMqtt,
    /// The other side closed the connection during the handshake without a word.
    ClosedEarly,
    /// CONNACK 1 (MQTT 3.1.1 §3.2.2.3).
    ProtocolRefused,
    /// CONNACK 2.
    ClientIdRefused,
    /// CONNACK 3.
    ServerUnavailable,
    /// CONNACK 4.
    BadCredentials,
    /// CONNACK 5. Brokers also say it for a wrong password.
    NotAuthorized,
    /// The connection was closed or reset after it had been online.
    Lost,
    /// The broker sent a message over `limit` bytes.
    MessageTooLarge {
        limit: u32,
    },
    /// The keyring did not answer: locked, or not there yet.
    SecretUnavailable,
    /// The password is not kept anywhere: it was to be forgotten, or the keyring lost it.
    SecretMissing,
    /// The demo broker could not be started.
    DemoUnavailable,
    /// Anything else, in the words of the system.
    Other {
        message: String,
    },
}

impl Trouble {
    /// Whether another attempt with the same settings can succeed. A wrong password cannot heal by itself, and trying it
    /// again and again gets accounts locked.
    #[must_use]
    pub fn heals(&self) -> bool {
        !matches!(
            self,
            Self::ProtocolRefused
                | Self::ClientIdRefused
                | Self::BadCredentials
                | Self::NotAuthorized
                | Self::SecretMissing
        )
    }
}
