//! The store on a real disk: what is recorded is there, whatever happens.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(target_os = "linux")]
mod bad_disk;
mod clock;
#[cfg(unix)]
mod damage;
mod disk_full;
mod folder;
mod keeping;
mod kill;
mod outages;
mod recording;
mod retention;
mod rollups;
mod room;
mod versions;
mod words;

use std::{
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use tilework_core::Millis;
use tilework_history::{
    Bucket, Climb, History, Kind, Level, Options, Read, Sample, SeriesId, Source,
};

/// 2025-06-15 00:00 UTC.
pub const MIDNIGHT: Millis = 1_749_945_600_000;
pub const MINUTE: Millis = 60_000;
pub const HOUR: Millis = 3_600_000;
pub const DAY: Millis = 86_400_000;

/// A clock that a test sets.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub fn at(now: Millis) -> Self {
        Self(Arc::new(AtomicI64::new(now)))
    }

    pub fn set(&self, now: Millis) {
        self.0.store(now, Ordering::SeqCst);
    }

    pub fn options(&self) -> Options {
        let clock = self.0.clone();
        Options {
            clock: Arc::new(move || clock.load(Ordering::SeqCst)),
            ..Options::default()
        }
    }
}

pub fn open_at(folder: &Path, now: Millis) -> History {
    let (history, aside) = History::open(folder, TestClock::at(now).options()).unwrap();
    assert_eq!(aside, None, "the file is sound");
    history
}

pub fn open(folder: &Path) -> History {
    open_at(folder, MIDNIGHT + 30 * DAY)
}

pub fn source(topic: &str) -> Source {
    Source {
        broker: "home".to_owned(),
        topic: topic.to_owned(),
        template: None,
        decode: "{}".to_owned(),
        time: None,
    }
}

pub fn number(history: &History, topic: &str) -> SeriesId {
    history.series(&source(topic), Kind::Number)
}

pub fn all(history: &History, series: SeriesId) -> Vec<Sample> {
    between(history, series, Millis::MIN, Millis::MAX)
}

pub fn between(history: &History, series: SeriesId, from: Millis, to: Millis) -> Vec<Sample> {
    history.flush().unwrap();
    let mut samples = vec![];
    let each = &mut |sample| {
        samples.push(sample);
        ControlFlow::Continue(())
    };
    history.reader().samples(series, from, to, each).unwrap();
    samples
}

pub fn pairs(samples: &[Sample]) -> Vec<(Millis, f64)> {
    samples
        .iter()
        .map(|sample| (sample.at, sample.value))
        .collect()
}

/// Values with many decimals, evenly.
pub fn steps(history: &History, series: SeriesId, from: Millis, count: i64, step: Millis) {
    for number in 0..count {
        let value = (number * 7919 % 100_003) as f64 / 7.0;
        history.record(series, from + number * step, value);
        if number % 500_000 == 0 {
            history.flush().unwrap();
        }
    }
    history.flush().unwrap();
}

/// What model.rs says a bucket is, word by word.
pub fn naive(level: Level, samples: &[Sample]) -> Vec<Bucket> {
    let start = |sample: &Sample| sample.at.div_euclid(level.millis()) * level.millis();
    samples
        .chunk_by(|left, right| start(left) == start(right))
        .map(|run| Bucket {
            start: start(&run[0]),
            count: run.len() as u64,
            minimum: run.iter().map(|s| s.value).fold(f64::INFINITY, f64::min),
            maximum: run
                .iter()
                .map(|s| s.value)
                .fold(f64::NEG_INFINITY, f64::max),
            sum: run.iter().map(|s| s.value).sum(),
            first: run[0],
            last: run[run.len() - 1],
            area: run
                .windows(2)
                .map(|pair| pair[0].value * (pair[1].at - pair[0].at) as f64)
                .sum(),
            rise: run
                .windows(2)
                .map(|pair| match pair[1].value - pair[0].value {
                    up if up >= 0.0 => up,
                    _ => pair[1].value.max(0.0),
                })
                .sum(),
            climb: Climb::of(&run.iter().map(|s| s.value).collect::<Vec<_>>()).unwrap(),
        })
        .collect()
}

/// Sums may differ in the last bits, depending on the order of adding.
pub fn assert_same_buckets(found: &[Bucket], expected: &[Bucket]) {
    let near = |left: f64, right: f64| (left - right).abs() <= 1e-9 * (1.0 + right.abs());
    assert_eq!(found.len(), expected.len(), "as many buckets");
    for (found, expected) in found.iter().zip(expected) {
        let rounded = Bucket {
            sum: if near(found.sum, expected.sum) {
                expected.sum
            } else {
                found.sum
            },
            area: if near(found.area, expected.area) {
                expected.area
            } else {
                found.area
            },
            rise: if near(found.rise, expected.rise) {
                expected.rise
            } else {
                found.rise
            },
            climb: Climb {
                anew: match (found.climb.anew, expected.climb.anew) {
                    (Some(found), Some(expected)) if near(found, expected) => Some(expected),
                    (found, _) => found,
                },
                ..found.climb
            },
            ..*found
        };
        assert_eq!(rounded, *expected);
    }
}

pub fn assert_rollups_are_of_the_samples(history: &History, series: SeriesId) {
    let samples = all(history, series);
    for level in [Level::Minute, Level::Hour] {
        let found = history
            .reader()
            .buckets(series, level, Millis::MIN, Millis::MAX)
            .unwrap();
        assert_same_buckets(&found, &naive(level, &samples));
    }
}

/// Waits until a condition holds, which it does within moments or never.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let (_keep, never) = std::sync::mpsc::channel::<()>();
    for _ in 0..3000 {
        if holds() {
            return;
        }
        let _ = never.recv_timeout(Duration::from_millis(10));
    }
    panic!("never: {what}");
}
