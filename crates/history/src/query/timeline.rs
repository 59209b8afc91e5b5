//! A range as what held when: the stretches between samples, and the buckets.

use tilework_core::Millis;

use super::{
    near::{before, broken, earlier},
    walk::{Part, Walk},
};
use crate::{Bucket, HistoryError, Level, Read, Sample, SeriesId};

/// What a range is made of, in the order of time.
pub(super) enum Piece<'a> {
    /// The newest sample before the range, and before it the one before that if it is zero, see [`Meter`](crate::Meter); they come first.
    Before(Sample),
    /// A value held between two parts, `from` before `to`.
    Held {
        value: f64,
        from: Millis,
        to: Millis,
    },
    /// Within a bucket no outage begins and no cut is, as far as samples are kept.
    Part(Part<'a>),
}

pub(super) struct Timeline<'a> {
    pub(super) read: &'a dyn Read,
    pub(super) series: SeriesId,
    pub(super) from: Millis,
    pub(super) to: Millis,
    pub(super) level: Option<Level>,
    /// In any order.
    pub(super) cuts: &'a [Millis],
    pub(super) fits: &'a dyn Fn(&Bucket) -> bool,
}

impl Timeline<'_> {
    pub(super) fn run(&self, each: &mut dyn FnMut(Piece<'_>)) -> Result<(), HistoryError> {
        if self.from >= self.to {
            return Ok(());
        }
        let mut holding = before(self.read, self.series, self.from)?;
        if let Some(sample) = holding {
            if sample.value == 0.0
                && let Some(earlier) = earlier(self.read, self.series, sample)?
            {
                each(Piece::Before(earlier));
            }
            each(Piece::Before(sample));
        }
        let since = holding.map_or(self.from, |sample| sample.at);
        let outages = self.read.outages(self.series, since, self.to)?;
        let mut cuts = self.cuts.to_vec();
        cuts.extend(outages.iter().map(|outage| outage.from.saturating_add(1)));
        cuts.sort_unstable();
        let held = |sample: Option<Sample>, next: Millis| {
            let sample = sample?;
            let from = sample.at.max(self.from);
            let to = broken(&outages, sample.at, next).unwrap_or(next);
            let value = sample.value;
            (from < to).then_some(Piece::Held { value, from, to })
        };
        let walk = Walk {
            read: self.read,
            series: self.series,
            from: self.from,
            to: self.to,
            level: self.level,
            cuts: &cuts,
            fits: self.fits,
            partial: false,
        };
        walk.run(&mut |part| {
            if let Some(piece) = held(holding, part.first().at) {
                each(piece);
            }
            each(Piece::Part(part));
            holding = Some(part.last());
        })?;
        if let Some(piece) = held(holding, self.to) {
            each(piece);
        }
        Ok(())
    }
}
