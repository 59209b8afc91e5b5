//! Everything the UI needs at its start.

use serde::Serialize;
use tilework_core::id::TileId;
use ts_rs::TS;

use crate::{
    notices::Notice,
    ports::Preferences,
    rooms::{brokers::BrokerView, dashboards::DashboardView},
};

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
