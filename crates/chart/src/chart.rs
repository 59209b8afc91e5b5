//! What a chart is made of, whatever it plots.

use crate::{Color, Locale, Plot, Side};

/// A picture is a pure function of this.
#[derive(Debug, Clone)]
pub struct Chart<'a> {
    pub plot: Plot<'a>,
    /// CSS pixels, 40 to 4,096.
    pub width: u32,
    /// CSS pixels, 20 to 4,096.
    pub height: u32,
    /// Milliseconds since 1970, before `to`, from the year 0 to 9999. Scatters and histograms only pass it on.
    pub from: i64,
    pub to: i64,
    /// Without axes it is a sparkline: no labels, no grid, from edge to edge.
    pub axes: bool,
    pub left: Axis<'a>,
    pub right: Option<Axis<'a>>,
    /// At most 64; for all but timelines. Those of a histogram are upright, at values of its bottom axis.
    pub thresholds: Vec<Threshold<'a>>,
    /// At most 256; for plots over time.
    pub markers: Vec<Marker<'a>>,
    pub palette: Palette,
    pub locale: Locale,
    /// What an exported picture has around the plot, on a background.
    pub dress: Option<Dress<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Axis<'a> {
    /// Written once, at the highest label. Hostile text is harmless; more than 12 characters are cut.
    pub unit: Option<&'a str>,
    /// `None`: from the samples. At most 1e300 either way, and below `maximum`. At most 0 counts as `None` on a logarithmic axis.
    pub minimum: Option<f64>,
    /// `None`: from the samples.
    pub maximum: Option<f64>,
    /// Values of 0 and less are not drawn.
    pub logarithmic: bool,
}

/// A line across the plot, or a band when it has a second value. What is not finite is not drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold<'a> {
    pub value: f64,
    /// The other edge of a band.
    pub to: Option<f64>,
    pub color: Color,
    /// Written at the line where there is room; may be empty.
    pub label: &'a str,
    pub side: Side,
}

/// An instant to point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker<'a> {
    /// Milliseconds since 1970; those outside of the chart are not drawn.
    pub at: i64,
    pub color: Color,
    /// Written at the flag where there is room; may be empty.
    pub label: &'a str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// Behind a PNG and an export. Any other SVG has no background: what it lies on shines through.
    pub surface: Color,
    /// Of the labels.
    pub text: Color,
    /// Of the grid's lines.
    pub grid: Color,
    /// Of the words of a timeline, in turn.
    pub states: Vec<Color>,
}

/// Texts around an exported plot. Each is cut where it does not fit, and left out where the plot would become too small.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dress<'a> {
    pub title: Option<&'a str>,
    /// For example the range in words.
    pub subtitle: Option<&'a str>,
    pub legend: Vec<Legend<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Legend<'a> {
    pub label: &'a str,
    pub color: Color,
}

/// How to find a value in the picture: the plot's area in CSS pixels and what its edges stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scales {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    /// Milliseconds since 1970 at `left` and `right`, unless there is a bottom axis.
    pub from: i64,
    pub to: i64,
    pub left_axis: AxisScale,
    pub right_axis: Option<AxisScale>,
    /// Of scatters and histograms: what `left` and `right` stand for.
    pub bottom_axis: Option<AxisScale>,
    /// Samples (bars, segments, bins) of the range that the picture was made from, before any were merged into one pixel
    /// column; without gaps and comparisons.
    pub samples: u32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisScale {
    pub minimum: f64,
    pub maximum: f64,
    pub logarithmic: bool,
}
