//! What is asked of charts, and what comes back beside the picture.

use serde::{Deserialize, Serialize};
use tilework_core::{Millis, id::BindingKey};
pub use tilework_history::{
    Value as HistoryValue,
    query::{Extent as HistoryExtent, Measure as BarMeasure, OfSamples as NumberStatistics},
};
use ts_rs::TS;

/// A picture of the history of some bindings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartRequest {
    /// At most 16; the first is drawn on top of the others.
    pub series: Vec<ChartSeries>,
    pub plot: ChartPlot,
    /// CSS pixels, 40 to 4,096.
    pub width: u32,
    /// CSS pixels, 20 to 4,096.
    pub height: u32,
    pub range: ChartRange,
    /// The same series once more, fainter and dashed, from a day or a week before.
    pub compare: Option<ChartCompare>,
    /// A sparkline has none.
    pub axes: bool,
    pub left: ChartAxis,
    /// Used by the series that say so; `None` while none does.
    pub right: Option<ChartAxis>,
    pub thresholds: Vec<ChartThreshold>,
    /// Instants to point at: when an alert began, for example.
    pub markers: Vec<ChartMarker>,
    pub palette: ChartPalette,
    pub locale: ChartLocale,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartSeries {
    pub binding: BindingKey,
    /// For the legend of an export, the rows of a timeline, the axes of a scatter.
    pub label: String,
    /// `#rrggbb`
    pub color: String,
    pub style: ChartStyle,
    /// Straight lines between samples, or a curve through them that never overshoots. Steps have none.
    pub smooth: bool,
    pub axis: AxisSide,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChartStyle {
    #[default]
    Line,
    Area,
    Step,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AxisSide {
    #[default]
    Left,
    Right,
}

/// What is drawn of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ChartPlot {
    /// Each series over time, in its style.
    #[default]
    Lines,
    /// A bar for each hour, day, week or month of the local calendar, and each series.
    Bars { every: BarSpan, measure: BarMeasure },
    /// A row for each series: which state held when.
    Timeline,
    /// The first series to the right, the second upwards: a dot for each sample of the first.
    Scatter,
    /// How long each range of values held, of every series.
    Histogram,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BarSpan {
    Hour,
    Day,
    /// From Monday.
    Week,
    Month,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChartCompare {
    /// The same hours of the day before, by the local calendar: right on days of 23 and 25 hours too.
    Day,
    Week,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartAxis {
    pub unit: Option<String>,
    /// `None`: from the samples.
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    /// Values of 0 and less are not drawn.
    pub logarithmic: bool,
}

/// A line across the plot, or a band when it has a second value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartThreshold {
    pub value: f64,
    /// The other edge of a band.
    pub to: Option<f64>,
    /// `#rrggbb`
    pub color: String,
    /// Written at the line; may be empty.
    pub label: String,
    pub axis: AxisSide,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartMarker {
    #[ts(type = "number")]
    pub at: Millis,
    /// `#rrggbb`
    pub color: String,
    pub label: String,
}

/// The theme's colours, `#rrggbb`: the UI's tokens are their only list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartPalette {
    pub surface: String,
    pub text: String,
    pub grid: String,
    /// Of the states of a timeline, in turn; on is the series' own colour, off is `grid`.
    pub states: Vec<String>,
}

/// How the person writes times and numbers; the web view knows it (ECMA-402).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartLocale {
    /// A name of the IANA time zone database; one that is not known counts as UTC.
    pub time_zone: String,
    /// Short names, January first; 12.
    pub months: Vec<String>,
    /// Short names, Monday first; 7.
    pub weekdays: Vec<String>,
    /// `["AM", "PM"]` where clocks have 12 hours; `None`: 24.
    pub day_periods: Option<[String; 2]>,
    /// "5 Jan" or "Jan 5".
    pub day_first: bool,
    pub decimal_separator: String,
    pub group_separator: String,
    /// Words of a state timeline.
    pub on: String,
    pub off: String,
}

/// How to find a value in the picture: pixels of the plot's area and what its edges stand for.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartScales {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    /// The range; at `left` and `right` unless there is a bottom axis.
    #[ts(type = "number")]
    pub from: Millis,
    #[ts(type = "number")]
    pub to: Millis,
    pub left_axis: AxisScale,
    pub right_axis: Option<AxisScale>,
    /// Of scatters and histograms: what `left` and `right` stand for, instead of times.
    pub bottom_axis: Option<AxisScale>,
    /// Samples of the range, over all series; of a timeline, its stretches. A state that held all the time has no sample in it, and is drawn.
    #[ts(type = "number")]
    pub samples: u64,
    /// Nothing is drawn: there is no history in the range.
    pub empty: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AxisScale {
    pub minimum: f64,
    pub maximum: f64,
    pub logarithmic: bool,
}

/// Asks what some bindings said at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MomentRequest {
    pub bindings: Vec<BindingKey>,
    #[ts(type = "number")]
    pub at: Millis,
    /// What one pixel of the picture stands for, in milliseconds: lowest and highest are those of so long around `at`.
    #[ts(type = "number")]
    pub around: Millis,
}

/// What a binding said at an instant: the sample that held then.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    pub binding: BindingKey,
    /// `None`: no sample yet, or an outage.
    pub value: Option<HistoryValue>,
    /// When that sample came.
    #[ts(type = "number | null")]
    pub at: Option<Millis>,
    /// Of the samples around; numbers only, and only where there is more than one.
    pub lowest: Option<f64>,
    pub highest: Option<f64>,
}

/// Asks for numbers of a range, of some bindings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RangeRequest {
    pub bindings: Vec<BindingKey>,
    pub range: ChartRange,
}

/// The numbers of a binding in a range.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    pub binding: BindingKey,
    #[ts(type = "number")]
    pub samples: u64,
    /// Of the samples in the range; `None` if there is none.
    pub numbers: Option<NumberStatistics>,
    /// For numbers: each value as long as it held, that from before the range too; outages do not count.
    pub time_weighted_mean: Option<f64>,
    /// For on/off and texts, the longest first; at most 20.
    pub states: Vec<StateTime>,
    /// For on/off and texts: how often the state changed.
    #[ts(type = "number | null")]
    pub changes: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StateTime {
    pub value: HistoryValue,
    #[ts(type = "number")]
    pub millis: Millis,
}

/// Asks for a table of the same values as a chart's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableRequest {
    pub bindings: Vec<BindingKey>,
    pub range: ChartRange,
    /// How many rows at most, 1 to 500. With no more samples than that, a row for each; else rows of equal length of time.
    pub rows: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartTable {
    /// Whether each row is the samples of one instant; else a row is what is from its time to that of the next.
    pub exact: bool,
    pub rows: Vec<TableRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableRow {
    #[ts(type = "number")]
    pub at: Millis,
    /// One for each binding asked for.
    pub cells: Vec<Option<TableCell>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableCell {
    /// The sample, or of a longer row the last.
    pub value: HistoryValue,
    /// Of a longer row, for numbers.
    pub lowest: Option<f64>,
    pub highest: Option<f64>,
    pub mean: Option<f64>,
}
