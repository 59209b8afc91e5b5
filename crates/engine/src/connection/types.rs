//! What a connection remembers of itself, as clients are told it.

use serde::Serialize;
use tilework_core::{Millis, connection::Trouble, reason::Refusal};
use ts_rs::TS;

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
    /// Messages that the broker sent once more for another topic of ours, and that were left out.
    #[ts(type = "number")]
    pub copies: u64,
    /// Faults of ours that what was heard ran into: each cost one message or one connection.
    #[ts(type = "number")]
    pub faults: u64,
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
