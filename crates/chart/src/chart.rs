//! What a chart is made of, and its limits.

use crate::Color;

/// CSS pixels.
const WIDTHS: std::ops::RangeInclusive<u32> = 40..=4_096;
/// CSS pixels.
const HEIGHTS: std::ops::RangeInclusive<u32> = 20..=4_096;
/// The instants that a JavaScript `Date` can hold, in milliseconds from 1970.
const INSTANTS: std::ops::RangeInclusive<i64> = -8_640_000_000_000_000..=8_640_000_000_000_000;
/// Minutes; the world's clocks are between -12 and +14 hours.
const OFFSETS: std::ops::RangeInclusive<i32> = -1_440..=1_440;
const MOST_SERIES: usize = 16;

/// One sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Samples that are not finite are left out.
    pub value: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    #[default]
    Line,
    /// A line, and a faint fill down to the bottom.
    Area,
    /// A value holds until the next: for states and set points.
    Step,
}

#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// Ascending in time.
    pub points: &'a [Point],
    pub color: Color,
    pub style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Behind a PNG. An SVG has no background: what it lies on shines through.
    pub surface: Color,
    /// Of the labels.
    pub text: Color,
    /// Of the grid's lines.
    pub grid: Color,
}

#[derive(Debug, Clone)]
pub struct Chart<'a> {
    /// At most 16; the first is drawn on top of the others.
    pub series: Vec<Series<'a>>,
    /// CSS pixels, 40 to 4,096.
    pub width: u32,
    /// CSS pixels, 20 to 4,096.
    pub height: u32,
    /// Milliseconds since 1970, before `to`.
    pub from: i64,
    pub to: i64,
    /// Written once, at the highest label. Hostile text is harmless; more than 12 characters are cut.
    pub unit: Option<&'a str>,
    /// Without axes it is a sparkline: no labels, no grid, from edge to edge.
    pub axes: bool,
    /// `None`: from the samples.
    pub minimum: Option<f64>,
    /// `None`: from the samples.
    pub maximum: Option<f64>,
    pub palette: Palette,
    /// Minutes east of UTC, for the labels of the time axis; -1,440 to 1,440.
    pub utc_offset_minutes: i32,
}

/// How to find a value in the picture: the plot's area in CSS pixels and what its edges stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scales {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub from: i64,
    pub to: i64,
    pub minimum: f64,
    pub maximum: f64,
    /// Samples between `from` and `to`, over all series, before any were merged into one pixel column.
    pub samples: u32,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChartError {
    #[error(
        "a chart is 40 to 4,096 pixels wide and 20 to 4,096 pixels high, not {width} × {height}"
    )]
    Size { width: u32, height: u32 },
    #[error("a chart's time goes from an earlier to a later instant")]
    Span,
    #[error("a chart's minimum and maximum are finite, and the minimum is below the maximum")]
    Range,
    #[error("a time zone is at most a day from UTC")]
    Offset,
    #[error("a chart has at most {MOST_SERIES} series")]
    TooManySeries,
    #[error("a picture is drawn at a scale of 1 to 4, and has at most 67 million pixels")]
    Scale,
    /// The drawing library's own words: a defect, not the caller's fault.
    #[error("the chart could not be drawn: {0}")]
    Draw(String),
}

impl Chart<'_> {
    pub(crate) fn check(&self) -> Result<(), ChartError> {
        if !WIDTHS.contains(&self.width) || !HEIGHTS.contains(&self.height) {
            return Err(ChartError::Size {
                width: self.width,
                height: self.height,
            });
        }
        if self.from >= self.to || !INSTANTS.contains(&self.from) || !INSTANTS.contains(&self.to) {
            return Err(ChartError::Span);
        }
        if [self.minimum, self.maximum]
            .iter()
            .flatten()
            .any(|limit| !limit.is_finite())
        {
            return Err(ChartError::Range);
        }
        if let (Some(minimum), Some(maximum)) = (self.minimum, self.maximum)
            && minimum >= maximum
        {
            return Err(ChartError::Range);
        }
        if !OFFSETS.contains(&self.utc_offset_minutes) {
            return Err(ChartError::Offset);
        }
        if self.series.len() > MOST_SERIES {
            return Err(ChartError::TooManySeries);
        }
        Ok(())
    }
}
