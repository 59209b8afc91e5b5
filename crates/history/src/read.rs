//! What questions are answered from: the store's reader, and in tests a list in memory.

use std::ops::ControlFlow;

use tilework_core::Millis;

use crate::{Bucket, HistoryError, Level, Outage, Sample, SeriesId};

/// Samples, rollups and outages as they lie in the file. Samples with the same time come in the order in which they came.
pub trait Read {
    /// Hands every sample with `from <= at < to` to `each`, in the order of time, until it breaks.
    ///
    /// # Errors
    /// The file cannot be read.
    fn samples(
        &self,
        series: SeriesId,
        from: Millis,
        to: Millis,
        each: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), HistoryError>;

    /// The newest sample with a time before `at`.
    ///
    /// # Errors
    /// The file cannot be read.
    fn before(&self, series: SeriesId, at: Millis) -> Result<Option<Sample>, HistoryError>;

    /// The oldest sample with a time of `at` or later.
    ///
    /// # Errors
    /// The file cannot be read.
    fn after(&self, series: SeriesId, at: Millis) -> Result<Option<Sample>, HistoryError>;

    /// The buckets with `from <= start < to`, ascending. They hold exactly the samples of the series, also where the samples themselves
    /// were let go of to save space.
    ///
    /// # Errors
    /// The file cannot be read.
    fn buckets(
        &self,
        series: SeriesId,
        level: Level,
        from: Millis,
        to: Millis,
    ) -> Result<Vec<Bucket>, HistoryError>;

    /// Where the samples begin that are still kept one by one; before it there are only rollups. `Millis::MIN`: all are kept.
    ///
    /// # Errors
    /// The file cannot be read.
    fn kept_from(&self, series: SeriesId) -> Result<Millis, HistoryError>;

    /// About how many samples lie in `from..to`: never less than there are, up to two blocks more. Costs no reading of samples.
    ///
    /// # Errors
    /// The file cannot be read.
    fn count(&self, series: SeriesId, from: Millis, to: Millis) -> Result<u64, HistoryError>;

    /// Whether [`Read::count`] would be over `most`; costs no more than counting to there.
    ///
    /// # Errors
    /// The file cannot be read.
    fn more_than(
        &self,
        series: SeriesId,
        from: Millis,
        to: Millis,
        most: u64,
    ) -> Result<bool, HistoryError> {
        Ok(self.count(series, from, to)? > most)
    }

    /// The outages that touch `from..to`, ascending, joined where they overlap.
    ///
    /// # Errors
    /// The file cannot be read.
    fn outages(
        &self,
        series: SeriesId,
        from: Millis,
        to: Millis,
    ) -> Result<Vec<Outage>, HistoryError>;

    /// The words of a text series; a sample's value is an index.
    ///
    /// # Errors
    /// The file cannot be read.
    fn words(&self, series: SeriesId) -> Result<Vec<String>, HistoryError>;
}
