//! What the UI needs to read a picture.

use serde::Serialize;
use ts_rs::TS;

use super::axis::AxisScale;

/// How to find a value in the picture: the plot's area in CSS pixels and what its edges stand for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Scales {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    /// Milliseconds since 1970 at `left` and `right`, unless there is a bottom axis.
    #[ts(type = "number")]
    pub from: i64,
    #[ts(type = "number")]
    pub to: i64,
    pub left_axis: AxisScale,
    pub right_axis: Option<AxisScale>,
    /// Of scatters and histograms: what `left` and `right` stand for.
    pub bottom_axis: Option<AxisScale>,
    /// Samples (bars, segments, bins) of the range that the picture was made from, before any were merged into one pixel
    /// column; without gaps and comparisons.
    #[serde(skip)]
    pub samples: u32,
}
