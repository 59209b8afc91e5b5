//! What clients are told of documents.

use serde::Serialize;
use tilework_core::id::{BrokerId, DashboardId};
use ts_rs::TS;

/// A document was saved, or deleted: then there is no revision.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum DocumentChange {
    Broker {
        id: BrokerId,
        revision: Option<u32>,
    },
    Dashboard {
        id: DashboardId,
        revision: Option<u32>,
    },
}
