//! What is counted together over pieces of a range.

use tilework_core::Millis;

use super::{
    sum::{Sum, count, finite, millis, within},
    timeline::Piece,
    walk::Part,
};
use crate::{Climb, Meter};

#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    pub(super) samples: u64,
    /// Of samples.
    pub(super) minimum: f64,
    pub(super) maximum: f64,
    pub(super) first: f64,
    pub(super) last: f64,
    pub(super) sum: Sum,
    /// Value times milliseconds.
    pub(super) area: Sum,
    /// Milliseconds in which a value held.
    pub(super) known: Millis,
    /// How far a meter went on.
    pub(super) climbed: Sum,
    /// Of values that held.
    low: f64,
    high: f64,
    meter: Option<Meter>,
}

impl Tally {
    pub(super) const fn new(meter: Option<Meter>) -> Self {
        Self {
            samples: 0,
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
            first: 0.0,
            last: 0.0,
            sum: Sum::new(),
            area: Sum::new(),
            known: 0,
            climbed: Sum::new(),
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            meter,
        }
    }

    /// Hands out what was counted and begins anew after it.
    pub(super) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::new(self.meter))
    }

    pub(super) fn add(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Before(sample) => {
                self.climb(sample.value, &Climb::new(sample.value));
            }
            Piece::Held { value, from, to } => {
                let length = to.saturating_sub(*from);
                self.area.add(finite(value * millis(length)));
                self.known = self.known.saturating_add(length);
                self.low = self.low.min(*value);
                self.high = self.high.max(*value);
            }
            Piece::Part(part) => self.part(part),
        }
    }

    fn part(&mut self, part: &Part<'_>) {
        let (first, last) = (part.first(), part.last());
        if self.samples == 0 {
            self.first = first.value;
        }
        self.last = last.value;
        match part {
            Part::Sample(sample) => {
                let climbed = self.climb(sample.value, &Climb::new(sample.value));
                self.climbed.add(climbed);
                self.samples += 1;
                self.sum.add(sample.value);
                self.minimum = self.minimum.min(sample.value);
                self.maximum = self.maximum.max(sample.value);
            }
            Part::Bucket(bucket) => {
                self.samples = self.samples.saturating_add(bucket.count);
                self.sum.add(finite(bucket.sum));
                self.minimum = self.minimum.min(bucket.minimum);
                self.maximum = self.maximum.max(bucket.maximum);
                self.area.add(finite(bucket.area));
                self.known = self.known.saturating_add(last.at.saturating_sub(first.at));
                let climbed = self.climb(first.value, &bucket.climb);
                self.climbed.add(climbed);
                self.low = self.low.min(bucket.minimum);
                self.high = self.high.max(bucket.maximum);
            }
        }
    }

    fn climb(&mut self, first: f64, climb: &Climb) -> f64 {
        let meter = self.meter.get_or_insert(Meter::new(first));
        finite(meter.go_on(first, climb))
    }

    /// Of samples.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.samples > 0).then(|| {
            let mean = self.sum.total() / count(self.samples);
            within(mean, self.minimum, self.maximum)
        })
    }

    /// The lowest and the highest value that held.
    pub(super) fn held(&self) -> Option<(f64, f64)> {
        (self.low <= self.high).then_some((self.low, self.high))
    }

    /// Over the known time.
    pub(super) fn mean_over_time(&self) -> Option<f64> {
        let mean = self.area.total() / millis(self.known);
        (self.known > 0 && self.low <= self.high).then(|| within(mean, self.low, self.high))
    }
}
