//! What a chart can show: each kind of plot with its data, already computed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    axis::{Axis, Side},
    color::Color,
};

#[derive(Debug, Clone)]
pub enum Plot<'a> {
    /// Values over time. At most 16; the first is drawn on top of the others.
    Lines(Vec<Line<'a>>),
    /// A bar for each span of the calendar, of several series side by side. At most 16.
    Bars(Vec<Bars<'a>>),
    /// Which state held when: a row for each series, the first on top. At most 16.
    Timeline(Vec<Row<'a>>),
    Scatter(Scatter<'a>),
    Histogram(Histogram<'a>),
}

/// One sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// NaN is a gap: lines are broken there. Infinite values are left out.
    pub value: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ChartStyle")]
pub enum Style {
    #[default]
    Line,
    /// A line, and a faint fill down to the bottom.
    Area,
    /// A value holds until the next: for states and set points.
    Step,
}

#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Ascending in time.
    pub points: &'a [Point],
    /// What is drawn fainter and dashed behind it, its times already shifted into the range. Ascending in time; may be empty.
    pub compare: &'a [Point],
    pub color: Color,
    pub style: Style,
    /// A curve that never overshoots (Fritsch and Carlson, 1980) instead of straight lines. Steps have none.
    pub smooth: bool,
    pub side: Side,
}

#[derive(Debug, Clone, Copy)]
pub struct Bars<'a> {
    pub bars: &'a [Bar],
    /// Fainter, behind the bar of the same place; their times are already shifted into the range. May be empty.
    pub compare: &'a [Bar],
    pub color: Color,
    pub side: Side,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Milliseconds since 1970.
    pub from: i64,
    pub to: i64,
    /// `None`, and what is not finite: no bar.
    pub value: Option<f64>,
}

#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub label: &'a str,
    /// Of the state "on", and of what is mixed.
    pub color: Color,
    /// Ascending in time, not overlapping.
    pub segments: &'a [Segment<'a>],
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment<'a> {
    /// Milliseconds since 1970.
    pub from: i64,
    pub to: i64,
    pub state: State<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<'a> {
    /// Not known: nothing is drawn.
    Nothing,
    Off,
    On,
    Word {
        /// Which of [`crate::Palette::states`]; they begin anew after the last.
        index: usize,
        text: &'a str,
    },
    /// Many changes within a pixel: hatched.
    Mixed,
}

/// A dot for each pair. The upward axis is [`crate::Chart::left`].
#[derive(Debug, Clone)]
pub struct Scatter<'a> {
    /// To the right and upwards. What is not finite is left out; of more than 4,000 those are left out that others hide.
    pub points: &'a [(f64, f64)],
    /// Fainter, behind. May be empty.
    pub compare: &'a [(f64, f64)],
    pub color: Color,
    pub bottom: Axis,
}

/// How long each range of values held. The upward axis is in per cent; of [`crate::Chart::left`] only the edges count.
#[derive(Debug, Clone)]
pub struct Histogram<'a> {
    /// At most 16; the first is drawn on top of the others.
    pub series: Vec<Shares<'a>>,
    /// Logarithmic ones are not: bins are as wide as their values.
    pub bottom: Axis,
}

#[derive(Debug, Clone, Copy)]
pub struct Shares<'a> {
    pub bins: &'a [Bin],
    pub color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    pub from: f64,
    pub to: f64,
    /// Of the time, 0 to 1.
    pub share: f64,
}
