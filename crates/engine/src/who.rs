//! Who asks, and what they may do.

use serde::Serialize;
use ts_rs::TS;

/// What a client may do. Each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Right {
    /// Reads.
    See,
    /// Sends commands.
    Act,
    /// Edits dashboards.
    Change,
    /// Brokers, secrets, and what is kept.
    Own,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// For logs: a window's label, a browser's address.
    pub label: String,
    pub rights: Right,
}

/// Counts up from 1, never used twice. [`ENGINE`] is no client.
pub type ClientId = u64;

/// What the engine does by itself.
pub const ENGINE: ClientId = 0;
