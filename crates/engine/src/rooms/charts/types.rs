//! What is asked of charts, and what comes back beside the picture.

use serde::{Deserialize, Serialize};
pub use tilework_chart::{
    Axis, AxisScale, Back, Color, Every, Locale, Marker, Palette, Scales, Side, Style, Threshold,
};
use tilework_core::{Millis, id::BindingKey};
pub use tilework_history::{
    Value as HistoryValue,
    query::{Extent as HistoryExtent, Measure as BarMeasure, OfSamples as NumberStatistics},
};
use ts_rs::TS;

use crate::rooms::history::ChartRange;

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
    pub compare: Option<Back>,
    /// A sparkline has none.
    pub axes: bool,
    pub left: Axis,
    /// Used by the series that say so; `None` while none does.
    pub right: Option<Axis>,
    pub thresholds: Vec<Threshold>,
    /// Instants to point at: when an alert began, for example.
    pub markers: Vec<Marker>,
    pub palette: Palette,
    pub locale: Locale,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartSeries {
    pub binding: BindingKey,
    /// For the legend of an export, the rows of a timeline, the axes of a scatter.
    pub label: String,
    pub color: Color,
    pub style: Style,
    /// Straight lines between samples, or a curve through them that never overshoots. Steps have none.
    pub smooth: bool,
    pub axis: Side,
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
    Bars { every: Every, measure: BarMeasure },
    /// A row for each series: which state held when.
    Timeline,
    /// The first series to the right, the second upwards: a dot for each sample of the first.
    Scatter,
    /// How long each range of values held, of every series.
    Histogram,
}

/// What comes with a picture.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartScales {
    #[serde(flatten)]
    pub scales: Scales,
    /// Samples of the range, over all series; of a timeline, its stretches. A state that held all the time has no sample in it, and is drawn.
    #[ts(type = "number")]
    pub samples: u64,
    /// Nothing is drawn: there is no history in the range.
    pub empty: bool,
    /// What the bars are of: wider ones than asked for where they would be too many. `None`: none are drawn.
    pub every: Option<Every>,
}

/// The bars of a picture, so that numbers are told of them and not of the samples they are made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartBars {
    pub every: Every,
    pub measure: BarMeasure,
    /// Of the local calendar; a name of the IANA time zone database.
    pub time_zone: String,
    /// Those that are drawn behind them: of so long before.
    pub back: Option<Back>,
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
    /// What the bar says that stands there.
    pub bars: Option<ChartBars>,
}

/// What a binding said at an instant: the sample that held then.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    pub binding: BindingKey,
    /// `None`: no sample yet, or an outage.
    pub value: Option<HistoryValue>,
    /// When that sample came; of a bar, its beginning.
    #[ts(type = "number | null")]
    pub at: Option<Millis>,
    /// Of a bar: its end, also where nothing is known of it.
    #[ts(type = "number | null")]
    pub until: Option<Millis>,
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
    /// Of these bars, and not of the samples.
    pub bars: Option<ChartBars>,
}

/// The numbers of a binding in a range.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    pub binding: BindingKey,
    #[ts(type = "number")]
    pub samples: u64,
    /// Of the samples in the range; `None` if there is none. Of bars: of the bars that have a height. One that is not over yet is the last,
    /// and counts for nothing else while there are others.
    pub numbers: Option<NumberStatistics>,
    /// All bars together, where they add up: sums, counts, and how far a meter went.
    pub total: Option<f64>,
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
    /// How many rows at most, 1 to 500. With no more samples than that, a row for each; else rows that begin at round times.
    pub rows: u32,
    /// Whose clock shows the round times; a name of the IANA time zone database.
    pub time_zone: String,
    /// A row for each of these bars, and none for samples; the newest, where they are too many.
    pub bars: Option<ChartBars>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartTable {
    /// Whether each row is the samples of one instant; else a row is what is from its time to that of the next.
    pub exact: bool,
    /// What each row is a bar of.
    pub every: Option<Every>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PictureFormat {
    /// At twice the size.
    Png,
    Svg,
}
