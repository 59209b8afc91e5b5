//! Samples folded into buckets.

use crate::{Bucket, Climb, Level, Sample};

/// A bucket of at most this many samples is kept as its samples: that is shorter, and nothing is said twice.
pub const FEW: usize = 5;

/// A bucket, with its samples while they are few.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub bucket: Bucket,
    /// All samples of the bucket, or none if there are more than [`FEW`].
    pub few: Vec<Sample>,
}

/// The start of the bucket that a time is in.
pub fn start_of(level: Level, at: i64) -> i64 {
    at.div_euclid(level.millis()) * level.millis()
}

/// How far a value went up from one sample to the next, see [`Bucket::rise`].
fn risen(from: f64, to: f64) -> f64 {
    if to >= from { to - from } else { to.max(0.0) }
}

impl Cell {
    pub fn new(level: Level, sample: Sample) -> Self {
        Self {
            bucket: Bucket {
                start: start_of(level, sample.at),
                count: 1,
                minimum: sample.value,
                maximum: sample.value,
                sum: sample.value,
                first: sample,
                last: sample,
                area: 0.0,
                rise: 0.0,
                climb: Climb::new(sample.value),
            },
            few: vec![sample],
        }
    }

    /// Of samples of one bucket in their order; `None` if there are none.
    pub fn of(level: Level, samples: &[Sample]) -> Option<Self> {
        let (first, rest) = samples.split_first()?;
        let mut cell = Self::new(level, *first);
        for sample in rest {
            cell.push(*sample);
        }
        Some(cell)
    }

    /// The sample is of this bucket and not older than its last.
    pub fn push(&mut self, sample: Sample) {
        let bucket = &mut self.bucket;
        let (first, count) = (bucket.first.value, bucket.count);
        bucket.climb.push(first, count, sample.value);
        bucket.count += 1;
        bucket.minimum = bucket.minimum.min(sample.value);
        bucket.maximum = bucket.maximum.max(sample.value);
        bucket.sum += sample.value;
        bucket.area += bucket.last.value * (sample.at - bucket.last.at) as f64;
        bucket.rise += risen(bucket.last.value, sample.value);
        bucket.last = sample;
        if bucket.count > FEW as u64 {
            self.few.clear();
        } else {
            self.few.push(sample);
        }
    }

    /// The hour of its minutes, which are in order; `None` if there are none.
    pub fn hour_of(minutes: &[Self]) -> Option<Self> {
        let (first, rest) = minutes.split_first()?;
        let count: u64 = minutes.iter().map(|minute| minute.bucket.count).sum();
        if count <= FEW as u64 {
            let samples: Vec<Sample> = minutes.iter().flat_map(|cell| cell.few.clone()).collect();
            return Self::of(Level::Hour, &samples);
        }
        let mut hour = first.bucket;
        hour.start = start_of(Level::Hour, hour.first.at);
        for minute in rest {
            let next = &minute.bucket;
            (hour.climb).join(hour.first.value, hour.count, next.first.value, &next.climb);
            hour.count += next.count;
            hour.minimum = hour.minimum.min(next.minimum);
            hour.maximum = hour.maximum.max(next.maximum);
            hour.sum += next.sum;
            hour.area += hour.last.value * (next.first.at - hour.last.at) as f64 + next.area;
            hour.rise += risen(hour.last.value, next.first.value) + next.rise;
            hour.last = next.last;
        }
        Some(Self {
            bucket: hour,
            few: vec![],
        })
    }
}
