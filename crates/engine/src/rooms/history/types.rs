//! What the data screen shows, and which part of the past is meant.

use serde::{Deserialize, Serialize};
use tilework_core::{
    Millis,
    id::{BindingKey, BrokerId},
};
pub use tilework_history::{Keep, Kind as SeriesKind, Recording, Retention};
use ts_rs::TS;

/// Everything the data screen shows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryOverview {
    pub recording: Recording,
    /// Of the files on the disk.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Of these, what compacting would give back, about.
    #[ts(type = "number")]
    pub free_bytes: u64,
    pub retention: Retention,
    /// The largest first.
    pub series: Vec<StoredSeries>,
    /// Samples that came faster than they could be kept, since the app started.
    #[ts(type = "number")]
    pub dropped: u64,
    /// Samples whose own time was older than what is kept, since the app started.
    #[ts(type = "number")]
    pub too_old: u64,
    /// Where a damaged file lies that was set aside since the app started.
    pub set_aside: Option<String>,
}

/// A series as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoredSeries {
    pub series: u32,
    pub broker: BrokerId,
    pub topic: String,
    pub template: Option<String>,
    pub kind: SeriesKind,
    /// Tiles that read it now; none: it is only kept.
    pub bindings: Vec<BindingKey>,
    #[ts(type = "number")]
    pub samples: u64,
    #[ts(type = "number")]
    pub bytes: u64,
    #[ts(type = "number | null")]
    pub oldest: Option<Millis>,
    #[ts(type = "number | null")]
    pub newest: Option<Millis>,
    pub keep: Keep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ChartRange {
    /// Up to now. While the samples do not fill it yet, the picture begins at the first (`exact`: never).
    Last {
        /// 1 to 31,622,400 (a leap year).
        seconds: u32,
        exact: bool,
    },
    /// A fixed range, `from` before `to`, in milliseconds since 1970.
    Between {
        #[ts(type = "number")]
        from: Millis,
        #[ts(type = "number")]
        to: Millis,
    },
}
