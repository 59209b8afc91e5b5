//! What a series said at an instant.

use tilework_core::Millis;

use super::{near::held, statistics::tally};
use crate::{HistoryError, Read, SeriesId};

/// What a series said at an instant, and around it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moment {
    /// That held then; `None`: no sample yet, or an outage.
    pub value: Option<f64>,
    /// When that sample came.
    pub at: Option<Millis>,
    /// Of the samples around, where there is more than one.
    pub lowest: Option<f64>,
    pub highest: Option<f64>,
}

/// What `series` said at `at`, and the extremes of `around` milliseconds with `at` in the middle.
///
/// # Errors
/// The file cannot be read.
pub fn moment(
    read: &dyn Read,
    series: SeriesId,
    at: Millis,
    around: Millis,
) -> Result<Moment, HistoryError> {
    let held = held(read, series, at)?;
    let half = around.max(0) / 2;
    let (from, to) = (at.saturating_sub(half), at.saturating_add(half));
    let tally = tally(read, series, from, to.saturating_add(1))?;
    let several = |value: f64| (tally.samples > 1).then_some(value);
    Ok(Moment {
        value: held.map(|sample| sample.value),
        at: held.map(|sample| sample.at),
        lowest: several(tally.minimum),
        highest: several(tally.maximum),
    })
}
