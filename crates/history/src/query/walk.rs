//! A range as samples and buckets, as coarse as may be and as fine as must be.

use std::ops::ControlFlow;

use tilework_core::Millis;

use crate::{Bucket, HistoryError, Level, Read, Sample, SeriesId};

/// So many minutes of a time without single samples are read minute by minute; longer ones by the hour.
const MINUTES: u64 = 50_000;

/// A sample, or a bucket of them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'a> {
    Sample(Sample),
    Bucket(&'a Bucket),
}

impl Part<'_> {
    pub(super) const fn first(&self) -> Sample {
        match self {
            Self::Sample(sample) => *sample,
            Self::Bucket(bucket) => bucket.first,
        }
    }

    pub(super) const fn last(&self) -> Sample {
        match self {
            Self::Sample(sample) => *sample,
            Self::Bucket(bucket) => bucket.last,
        }
    }
}

/// How a range is read. All samples with `from <= at < to` are in exactly one part.
pub(super) struct Walk<'a> {
    pub(super) read: &'a dyn Read,
    pub(super) series: SeriesId,
    pub(super) from: Millis,
    pub(super) to: Millis,
    /// The coarsest buckets to read; `None`: samples.
    pub(super) level: Option<Level>,
    /// Ascending. No bucket has samples both before a cut and from it on.
    pub(super) cuts: &'a [Millis],
    /// Buckets that do not fit are read finer.
    pub(super) fits: &'a dyn Fn(&Bucket) -> bool,
    /// Buckets that lie in the range in part and cannot be read finer: all of them, else those whose first sample is in the range.
    pub(super) partial: bool,
}

impl Walk<'_> {
    pub(super) fn run(&self, each: &mut dyn FnMut(Part<'_>)) -> Result<(), HistoryError> {
        if self.from >= self.to {
            return Ok(());
        }
        let kept = self.read.kept_from(self.series)?;
        if let Some(level) = self.level {
            return self.buckets(level, kept, self.from, self.to, each);
        }
        let begin = if kept <= self.from {
            self.from
        } else {
            ceil(kept, Level::Minute).min(self.to)
        };
        if self.from < begin {
            let level = level_of_minutes(self.from, begin, MINUTES);
            self.buckets(level, kept, self.from, begin, each)?;
        }
        self.samples(begin, self.to, each)
    }

    fn samples(
        &self,
        from: Millis,
        to: Millis,
        each: &mut dyn FnMut(Part<'_>),
    ) -> Result<(), HistoryError> {
        if from >= to {
            return Ok(());
        }
        self.read.samples(self.series, from, to, &mut |sample| {
            each(Part::Sample(sample));
            ControlFlow::Continue(())
        })
    }

    fn buckets(
        &self,
        level: Level,
        kept: Millis,
        from: Millis,
        to: Millis,
        each: &mut dyn FnMut(Part<'_>),
    ) -> Result<(), HistoryError> {
        for bucket in &self.all(level, kept, from, to)? {
            if bucket.last.at < from || bucket.first.at >= to {
                continue;
            }
            let inside = bucket.first.at >= from && bucket.last.at < to;
            if inside && (self.fits)(bucket) && !self.is_cut(bucket) {
                each(Part::Bucket(bucket));
                continue;
            }
            let part_from = from.max(bucket.start);
            let part_to = to.min(bucket.start.saturating_add(level.millis()));
            match level {
                Level::Hour => self.buckets(Level::Minute, kept, part_from, part_to, each)?,
                Level::Minute if part_from >= kept => self.samples(part_from, part_to, each)?,
                // Also an hour whose minutes are not kept.
                Level::Minute => {
                    if self.partial || (self.from..self.to).contains(&bucket.first.at) {
                        each(Part::Bucket(bucket));
                    }
                }
            }
        }
        Ok(())
    }

    /// The buckets that touch the range; of minutes that were let go of, their hours.
    fn all(
        &self,
        level: Level,
        kept: Millis,
        from: Millis,
        to: Millis,
    ) -> Result<Vec<Bucket>, HistoryError> {
        let read = |level, to| {
            let from = floor(from, level);
            self.read.buckets(self.series, level, from, to)
        };
        if level == Level::Hour || from >= kept {
            return read(level, to);
        }
        let hours = read(Level::Hour, to.min(kept))?;
        // To the hour's begin and end: one that has minutes beside the range is not without.
        let minutes = self.read.buckets(
            self.series,
            Level::Minute,
            floor(from, Level::Hour),
            ceil(to, Level::Hour),
        )?;
        let hour = |bucket: &Bucket| floor(bucket.start, Level::Hour);
        let mut all = Vec::with_capacity(minutes.len());
        let mut rest = minutes.as_slice();
        for bucket in hours {
            let before = rest.partition_point(|minute| hour(minute) < bucket.start);
            let (earlier, later) = rest.split_at(before);
            all.extend_from_slice(earlier);
            rest = later;
            if rest
                .first()
                .is_none_or(|minute| hour(minute) > bucket.start)
            {
                all.push(bucket);
            }
        }
        all.extend_from_slice(rest);
        Ok(all)
    }

    fn is_cut(&self, bucket: &Bucket) -> bool {
        let next = self.cuts.partition_point(|cut| *cut <= bucket.first.at);
        self.cuts
            .get(next)
            .is_some_and(|cut| *cut <= bucket.last.at)
    }
}

/// Samples while there are at most `most`, else minutes while there are at most `most` of them, else hours.
pub(super) fn level_for(
    read: &dyn Read,
    series: SeriesId,
    from: Millis,
    to: Millis,
    most: u64,
) -> Result<Option<Level>, HistoryError> {
    if from >= to || !read.more_than(series, from, to, most)? {
        return Ok(None);
    }
    Ok(Some(level_of_minutes(from, to, most)))
}

fn level_of_minutes(from: Millis, to: Millis, most: u64) -> Level {
    if to.abs_diff(from) / Level::Minute.millis().unsigned_abs() <= most {
        Level::Minute
    } else {
        Level::Hour
    }
}

/// The begin of the bucket that `at` is in.
pub(super) fn floor(at: Millis, level: Level) -> Millis {
    at.div_euclid(level.millis()).saturating_mul(level.millis())
}

fn ceil(at: Millis, level: Level) -> Millis {
    floor(at.saturating_add(level.millis() - 1), level)
}
