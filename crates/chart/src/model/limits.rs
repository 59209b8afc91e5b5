//! What is refused, before anything is drawn.

use super::{axis::Axis, chart::Chart, plot::Plot};

/// CSS pixels.
const WIDTHS: std::ops::RangeInclusive<u32> = 40..=4_096;
/// CSS pixels.
const HEIGHTS: std::ops::RangeInclusive<u32> = 20..=4_096;
/// The years 0 to 9999, in milliseconds from 1970, less two days at either end: the time zones must fit in.
pub(crate) const INSTANTS: std::ops::RangeInclusive<i64> =
    -62_167_046_400_000..=253_402_041_600_000;
/// Of an axis' edges: beyond this, differences of two values are no longer finite.
pub(crate) const LARGEST: f64 = 1e300;
/// Of a calendar.
pub(crate) const MOST_SPANS: usize = 2_000;
const MOST_SERIES: usize = 16;
const MOST_THRESHOLDS: usize = 64;
const MOST_MARKERS: usize = 256;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChartError {
    #[error(
        "a chart is 40 to 4,096 pixels wide and 20 to 4,096 pixels high, not {width} × {height}"
    )]
    Size { width: u32, height: u32 },
    #[error("a chart's time goes from an earlier to a later instant")]
    Span,
    #[error(
        "a chart's minimum and maximum are at most 1e300, and the minimum is below the maximum"
    )]
    Range,
    #[error(
        "a chart has at most {MOST_SERIES} series, {MOST_THRESHOLDS} thresholds and {MOST_MARKERS} markers"
    )]
    TooMany,
    #[error("a calendar has at most {MOST_SPANS} spans")]
    TooLong,
    #[error("a picture is drawn at a scale of 1 to 4, and has at most 67 million pixels")]
    Scale,
    /// The drawing library's own words: a defect, not the caller's fault.
    #[error("the chart could not be drawn: {0}")]
    Draw(String),
}

pub(crate) fn check_span(from: i64, to: i64) -> Result<(), ChartError> {
    if from < to && INSTANTS.contains(&from) && INSTANTS.contains(&to) {
        Ok(())
    } else {
        Err(ChartError::Span)
    }
}

impl Axis {
    fn check(&self) -> Result<(), ChartError> {
        let finite = |limit: Option<f64>| limit.is_none_or(|limit| limit.abs() <= LARGEST);
        let ordered = match (self.minimum, self.maximum) {
            (Some(minimum), Some(maximum)) => minimum < maximum,
            _ => true,
        };
        if finite(self.minimum) && finite(self.maximum) && ordered {
            Ok(())
        } else {
            Err(ChartError::Range)
        }
    }
}

impl Chart<'_> {
    pub(crate) fn check(&self) -> Result<(), ChartError> {
        if !WIDTHS.contains(&self.width) || !HEIGHTS.contains(&self.height) {
            return Err(ChartError::Size {
                width: self.width,
                height: self.height,
            });
        }
        check_span(self.from, self.to)?;
        self.left.check()?;
        if let Some(right) = &self.right {
            right.check()?;
        }
        let series = match &self.plot {
            Plot::Lines(lines) => lines.len(),
            Plot::Bars(bars) => bars.len(),
            Plot::Timeline(rows) => rows.len(),
            Plot::Scatter(scatter) => {
                scatter.bottom.check()?;
                1
            }
            Plot::Histogram(histogram) => {
                histogram.bottom.check()?;
                histogram.series.len()
            }
        };
        if series > MOST_SERIES
            || self.thresholds.len() > MOST_THRESHOLDS
            || self.markers.len() > MOST_MARKERS
        {
            return Err(ChartError::TooMany);
        }
        Ok(())
    }
}
