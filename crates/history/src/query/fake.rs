//! A history in memory, for tests: buckets are built as plainly as can be.

use std::{cell::Cell, ops::ControlFlow};

use tilework_core::Millis;

use crate::{Bucket, Climb, HistoryError, Level, Outage, Read, Sample, SeriesId};

#[derive(Debug, Clone)]
pub(crate) struct Fake {
    pub(crate) series: Vec<Vec<Sample>>,
    pub(crate) outages: Vec<Outage>,
    pub(crate) kept_from: Millis,
    /// Said to be more than there are: rollups are read though samples are few.
    pub(crate) more: u64,
    pub(crate) words: Vec<String>,
    /// Samples and buckets that were handed out.
    pub(crate) read: Cell<u64>,
    minutes: Vec<Vec<Bucket>>,
    hours: Vec<Vec<Bucket>>,
}

pub(crate) const A: SeriesId = SeriesId(0);
pub(crate) const B: SeriesId = SeriesId(1);

impl Fake {
    /// Sorts samples by time; those of one time stay in their order.
    pub(crate) fn new(mut series: Vec<Vec<Sample>>) -> Self {
        for samples in &mut series {
            samples.sort_by_key(|sample| sample.at);
        }
        let rolled = |level| {
            let all = series.iter();
            all.map(|samples| roll(samples, level)).collect()
        };
        Self {
            minutes: rolled(Level::Minute),
            hours: rolled(Level::Hour),
            outages: Vec::new(),
            kept_from: Millis::MIN,
            more: 0,
            words: Vec::new(),
            read: Cell::new(0),
            series,
        }
    }

    pub(crate) fn of(samples: &[(Millis, f64)]) -> Self {
        let sample = |(at, value): &(Millis, f64)| Sample {
            at: *at,
            value: *value,
        };
        Self::new(vec![samples.iter().map(sample).collect()])
    }

    pub(crate) fn outages(mut self, outages: &[(Millis, Millis)]) -> Self {
        let mut outages = outages.to_vec();
        outages.sort_unstable();
        self.outages.clear();
        for (from, to) in outages {
            match self.outages.last_mut() {
                Some(last) if from <= last.to => last.to = last.to.max(to),
                _ => self.outages.push(Outage { from, to }),
            }
        }
        self
    }

    pub(crate) fn of_rollups(mut self) -> Self {
        self.more = u64::from(u32::MAX);
        self
    }

    pub(crate) fn kept_from(mut self, at: Millis) -> Self {
        self.kept_from = at;
        self
    }

    fn kept(&self, series: SeriesId) -> &[Sample] {
        let samples = &self.series[series.0 as usize];
        &samples[samples.partition_point(|sample| sample.at < self.kept_from)..]
    }
}

fn roll(samples: &[Sample], level: Level) -> Vec<Bucket> {
    let place = |sample: &Sample| sample.at.div_euclid(level.millis());
    samples
        .chunk_by(|one, next| place(one) == place(next))
        .map(|samples| {
            let values = || samples.iter().map(|sample| sample.value);
            let steps = || samples.iter().zip(&samples[1..]);
            let first = samples[0];
            Bucket {
                start: place(&first) * level.millis(),
                count: samples.len() as u64,
                minimum: values().fold(f64::INFINITY, f64::min),
                maximum: values().fold(f64::NEG_INFINITY, f64::max),
                sum: values().sum(),
                first,
                last: samples[samples.len() - 1],
                area: steps().map(|(s, n)| s.value * (n.at - s.at) as f64).sum(),
                rise: steps()
                    .map(|(s, n)| {
                        if n.value >= s.value {
                            n.value - s.value
                        } else {
                            n.value.max(0.0)
                        }
                    })
                    .sum(),
                climb: Climb::of(&values().collect::<Vec<_>>()).unwrap(),
            }
        })
        .collect()
}

impl Read for Fake {
    fn samples(
        &self,
        series: SeriesId,
        from: Millis,
        to: Millis,
        each: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), HistoryError> {
        let samples = self.kept(series);
        let begin = samples.partition_point(|sample| sample.at < from);
        for sample in samples[begin..].iter().take_while(|sample| sample.at < to) {
            self.read.set(self.read.get() + 1);
            if each(*sample).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn before(&self, series: SeriesId, at: Millis) -> Result<Option<Sample>, HistoryError> {
        let samples = self.kept(series);
        let before = samples.partition_point(|sample| sample.at < at);
        Ok(samples[..before].last().copied())
    }

    fn after(&self, series: SeriesId, at: Millis) -> Result<Option<Sample>, HistoryError> {
        let samples = self.kept(series);
        let before = samples.partition_point(|sample| sample.at < at);
        Ok(samples.get(before).copied())
    }

    fn buckets(
        &self,
        series: SeriesId,
        level: Level,
        from: Millis,
        to: Millis,
    ) -> Result<Vec<Bucket>, HistoryError> {
        let all = match level {
            Level::Minute => &self.minutes,
            Level::Hour => &self.hours,
        };
        let all = &all[series.0 as usize];
        let begin = all.partition_point(|bucket| bucket.start < from);
        let end = all.partition_point(|bucket| bucket.start < to).max(begin);
        self.read.set(self.read.get() + (end - begin) as u64);
        Ok(all[begin..end].to_vec())
    }

    fn kept_from(&self, _: SeriesId) -> Result<Millis, HistoryError> {
        Ok(self.kept_from)
    }

    fn count(&self, series: SeriesId, from: Millis, to: Millis) -> Result<u64, HistoryError> {
        let samples = &self.series[series.0 as usize];
        let before = |at| samples.partition_point(|sample| sample.at < at);
        Ok((before(to) - before(from)) as u64 + self.more)
    }

    fn outages(&self, _: SeriesId, from: Millis, to: Millis) -> Result<Vec<Outage>, HistoryError> {
        let touches = |outage: &&Outage| outage.from < to && outage.to >= from;
        Ok(self.outages.iter().filter(touches).copied().collect())
    }

    fn words(&self, _: SeriesId) -> Result<Vec<String>, HistoryError> {
        Ok(self.words.clone())
    }
}
