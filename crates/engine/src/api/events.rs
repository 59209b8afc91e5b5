//! What clients are told without asking for each: one variant for each topic, which the UI's state files subscribe to.

use serde::Serialize;
use tilework_core::{
    command::CommandReport,
    connection::ConnectionState,
    id::{BrokerId, DashboardId},
};
use ts_rs::TS;

use super::{Reading, Understood};

/// What changed since the last batch. The next one is made when the client asks for what comes after `batch`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EventBatch {
    /// Counts up from 1.
    pub batch: u32,
    /// In the order in which they are to be taken. Empty: a newer question was asked, or the client is gone.
    pub events: Vec<RoomEvent>,
}

/// What a room tells its clients.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "topic", content = "news", rename_all = "camelCase")]
pub enum RoomEvent {
    /// Only of bindings in view, only the newest of each.
    Readings(Vec<Reading>),
    /// Connections whose state changed; a client's first batch holds all.
    Connections(Vec<ConnectionChange>),
    /// How commands went on, whoever sent them.
    Commands(Vec<CommandReport>),
    /// What others saved or deleted.
    Documents(Vec<DocumentChange>),
    /// Links that opened the app: each becomes a form to confirm.
    Offered(Vec<Understood>),
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionChange {
    pub broker: BrokerId,
    pub connection: ConnectionState,
}

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

impl DocumentChange {
    /// The same for all changes of one document.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Broker { id, .. } => format!("broker/{id}"),
            Self::Dashboard { id, .. } => format!("dashboard/{id}"),
        }
    }
}
