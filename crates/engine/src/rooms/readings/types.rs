//! What a client gets when it asks what changed.

use serde::Serialize;
use ts_rs::TS;

use crate::rooms::RoomEvent;

/// What changed since the last batch. The next one is made when the client asks for what comes after `batch`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EventBatch {
    /// Counts up from 1.
    pub batch: u32,
    /// In the order in which they are to be taken. Empty: a newer question was asked, or the client is gone.
    pub events: Vec<RoomEvent>,
}
