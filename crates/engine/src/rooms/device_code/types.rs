//! Programs for devices, as clients ask for them.

use serde::{Deserialize, Serialize};
use tilework_core::id::{BrokerId, DashboardId, TileId};
use tilework_device_code::DeviceCode;
use ts_rs::TS;

/// What a program is wanted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CodeTarget {
    pub whole: CodeSubject,
    /// Of the brokers it speaks with. `None`: the first.
    pub broker: Option<BrokerId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", content = "id", rename_all = "camelCase")]
pub enum CodeSubject {
    Tile(TileId),
    Dashboard(DashboardId),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TargetCode {
    /// Those it could be made for: a program speaks with one.
    pub brokers: Vec<BrokerId>,
    /// The one it is made for. `None`: its tiles speak with none.
    pub broker: Option<BrokerId>,
    pub code: DeviceCode,
}
