//! The numbers of a range.

use serde::Serialize;
use tilework_core::Millis;
use ts_rs::TS;

use super::{sum::finite, tally::Tally, timeline::Timeline, walk::level_for};
use crate::{HistoryError, Read, SeriesId};

/// Up to so many samples are read one by one.
pub(super) const FEW: u64 = 5_000;

/// The numbers of a series in a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Statistics {
    pub samples: u64,
    /// `None` without samples in the range.
    pub of_samples: Option<OfSamples>,
    /// `None` where nothing is known at any time of the range.
    pub over_time: Option<OverTime>,
}

/// Of the samples in the range, each the same. The value that held when the range began is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "NumberStatistics")]
pub struct OfSamples {
    pub minimum: f64,
    pub maximum: f64,
    /// Of the samples, each the same.
    pub mean: f64,
    pub first: f64,
    pub last: f64,
    /// Last less first.
    pub change: f64,
}

/// Of the values as long as each held, that from before the range included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OverTime {
    pub mean: f64,
    /// Value times milliseconds.
    pub integral: f64,
    /// Milliseconds in which a value is known, at least 1.
    pub known: Millis,
}

/// The numbers of `series` in `from..to`; as from all samples, but for rounding.
///
/// # Errors
/// The file cannot be read.
pub fn statistics(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
) -> Result<Statistics, HistoryError> {
    let tally = tally(read, series, from, to)?;
    let of_samples = tally.mean().map(|mean| OfSamples {
        minimum: tally.minimum,
        maximum: tally.maximum,
        mean,
        first: tally.first,
        last: tally.last,
        change: finite(tally.last - tally.first),
    });
    let over_time = tally.mean_over_time().map(|mean| OverTime {
        mean,
        integral: tally.area.total(),
        known: tally.known,
    });
    Ok(Statistics {
        samples: tally.samples,
        of_samples,
        over_time,
    })
}

pub(super) fn tally(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
) -> Result<Tally, HistoryError> {
    let mut tally = Tally::new(None);
    let timeline = Timeline {
        read,
        series,
        from,
        to,
        level: level_for(read, series, from, to, FEW)?,
        cuts: &[],
        fits: &|_| true,
    };
    timeline.run(&mut |piece| tally.add(&piece))?;
    Ok(tally)
}
