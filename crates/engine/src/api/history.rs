//! Taking samples away and bringing them back, and the data screen.

use serde::{Deserialize, Serialize};
use tilework_core::{
    Millis,
    id::{BindingKey, BrokerId},
};
pub use tilework_history::{
    Keep, Kind as SeriesKind, Recording, Retention,
    table::{RowFault, RowProblem},
};
use ts_rs::TS;

use super::{ChartRange, ChartRequest};

/// A picture to take away: the chart with title, range and legend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PictureExport {
    pub chart: ChartRequest,
    pub format: PictureFormat,
    /// Above the plot, and in the file's name.
    pub title: String,
    /// Under the title: the range in words.
    pub subtitle: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PictureFormat {
    /// At twice the size.
    Png,
    Svg,
}

/// The raw samples of a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SampleExport {
    pub bindings: Vec<ExportedBinding>,
    pub range: ChartRange,
    pub format: SampleFormat,
    /// In the file's name.
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedBinding {
    pub binding: BindingKey,
    /// In the column `series` of the table.
    pub label: String,
    pub unit: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SampleFormat {
    /// RFC 4180, UTF-8: `time` (RFC 3339, UTC), `series`, `value`, `unit`, `topic`.
    Csv,
    /// One JSON object a line, the same names.
    JsonLines,
}

/// One of the long jobs, to cancel it.
pub type WorkId = u32;

/// How far a long job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkProgress {
    pub work: WorkId,
    /// Samples, or bytes of a file that is compacted.
    #[ts(type = "number")]
    pub done: u64,
    /// `None`: not known.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
}

/// How an export ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Exported {
    /// Where it is, in the system's words.
    Saved {
        place: String,
        #[ts(type = "number")]
        samples: u64,
    },
    /// The person left the system's dialogue, or cancelled: there is no file.
    Cancelled,
}

/// One piece of a table that a person brings; pieces come in order, cut anywhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPiece {
    /// `None` begins an import; the answer to it says the number of the next pieces.
    pub import: Option<WorkId>,
    /// Whose series the samples go to.
    pub binding: BindingKey,
    /// Into this series of the binding; `None`: the one that it has or would have.
    pub into: Option<u32>,
    /// Only rows whose column `series` says so; `None`: all rows, or the file has no such column.
    pub series: Option<String>,
    pub text: String,
    /// No piece follows.
    pub last: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    pub import: WorkId,
    /// Samples taken so far.
    #[ts(type = "number")]
    pub samples: u64,
    /// Samples that were there already.
    #[ts(type = "number")]
    pub known: u64,
    /// Samples that are older than what is kept.
    #[ts(type = "number")]
    pub too_old: u64,
    /// Rows of other series.
    #[ts(type = "number")]
    pub others: u64,
    /// Rows that could not be read, the first 20; `wrong_rows` counts all.
    pub problems: Vec<RowProblem>,
    #[ts(type = "number")]
    pub wrong_rows: u64,
}

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
