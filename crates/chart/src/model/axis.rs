//! Upward and sideways: what is asked of an axis, and what its ends came to stand for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ChartAxis")]
pub struct Axis {
    /// Written once, at the highest label. Hostile text is harmless; more than 12 characters are cut.
    pub unit: Option<String>,
    /// `None`: from the samples. At most 1e300 either way, and below `maximum`. At most 0 counts as `None` on a logarithmic axis.
    pub minimum: Option<f64>,
    /// `None`: from the samples.
    pub maximum: Option<f64>,
    /// Values of 0 and less are not drawn.
    pub logarithmic: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "AxisSide")]
pub enum Side {
    #[default]
    Left,
    /// Counts as left in a chart without a right axis.
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AxisScale {
    pub minimum: f64,
    pub maximum: f64,
    pub logarithmic: bool,
}
