//! What is drawn over a plot to compare it with.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{axis::Side, color::Color};

/// A line across the plot, or a band when it has a second value. What is not finite is not drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ChartThreshold")]
pub struct Threshold {
    pub value: f64,
    /// The other edge of a band.
    pub to: Option<f64>,
    pub color: Color,
    /// Written at the line where there is room; may be empty.
    pub label: String,
    #[serde(rename = "axis")]
    pub side: Side,
}

/// An instant to point at: when an alert began, for example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ChartMarker")]
pub struct Marker {
    /// Milliseconds since 1970; those outside of the chart are not drawn.
    #[ts(type = "number")]
    pub at: i64,
    pub color: Color,
    /// Written at the flag where there is room; may be empty.
    pub label: String,
}
