//! Taking pictures and samples away.

use serde::{Deserialize, Serialize};
use tilework_core::id::BindingKey;
use ts_rs::TS;

use crate::rooms::{
    charts::{ChartRequest, PictureFormat},
    history::ChartRange,
};

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
