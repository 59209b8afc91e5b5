//! What the requests speak, beside core's documents.

use serde::{Deserialize, Serialize};
use tilework_core::{
    broker::Broker,
    connection::ConnectionState,
    dashboard::Dashboard,
    id::{DashboardId, TileId},
    layout::Layout,
};
use ts_rs::TS;

pub use tilework_core::reading::Reading;

/// Where a stream's items go. `false`: the other side is gone.
pub type Sink<T> = Box<dyn Fn(T) -> bool + Send + Sync>;

/// Everything the UI needs at its start.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub brokers: Vec<BrokerView>,
    pub dashboards: Vec<DashboardView>,
    pub preferences: Preferences,
    /// What could not be opened at the start; shown until the app closes.
    pub notices: Vec<Notice>,
    /// The tile under which this client reads its editor's preview.
    pub preview: TileId,
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerView {
    #[serde(flatten)]
    pub broker: Broker,
    pub connection: ConnectionState,
}

/// Something at the start that a person must know of. Nothing was overwritten.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Notice {
    /// The database was not readable; it was set aside as `file`, and a new one begun.
    DatabaseSetAside { file: String },
    /// The history was not readable; it was set aside as `file`, and a new one begun.
    HistorySetAside { file: String },
    /// There is no history now: nothing is recorded, charts are empty.
    HistoryNotOpened { message: String },
    /// A document of a newer version was left as it is.
    NewerDocument { name: String },
    /// A document that does not parse was left as it is.
    DamagedDocument { name: String, message: String },
    /// The demo, wanted by `TILEWORK_DEMO=1`, did not start.
    DemoFailed { message: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DashboardView {
    pub dashboard: Dashboard,
    /// Of the saved state; `restore_dashboard` takes it.
    pub revision: u32,
    pub layouts: ArrangedLayouts,
}

/// A layout for each grid, the missing ones made by reflow.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ArrangedLayouts {
    pub narrow: Layout,
    pub medium: Layout,
    pub wide: Layout,
}

/// The revision that brings back what was deleted.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    pub revision: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

/// Small and losable.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    pub theme: Theme,
    pub last_dashboard: Option<DashboardId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedBroker {
    pub broker: BrokerView,
    /// Made for the first broker.
    pub dashboard: Option<DashboardView>,
}
