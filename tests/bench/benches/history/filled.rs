//! Stores full of samples as devices send them.

use std::path::Path;

use tilework_history::{History, Kind, Options, Sample, SeriesId, Source};

/// A year of samples 3 s apart is about 10 million.
pub const YEAR: i64 = 31_536_000_000;
pub const END: i64 = 1_795_345_200_000;

/// A temperature with two decimals, days and years in it, and some noise.
#[allow(clippy::cast_precision_loss)] // a bench's instants
pub fn value(at: i64) -> f64 {
    let days = at as f64 / 86_400_000.0;
    let noise = ((at / 1_000).wrapping_mul(2_654_435_761) & 0xff) as f64 / 512.0;
    let value =
        15.0 + 8.0 * (days / 58.0).sin() + 6.0 * (days * std::f64::consts::TAU).sin() + noise;
    (value * 100.0).round() / 100.0
}

pub fn source(number: usize) -> Source {
    Source {
        broker: "farm".to_owned(),
        topic: format!("farm/{number}/temperature"),
        template: None,
        decode: "number".to_owned(),
        time: None,
    }
}

pub fn open(folder: &Path) -> History {
    let options = Options {
        clock: std::sync::Arc::new(|| END),
        ..Options::default()
    };
    History::open(folder, options).unwrap().0
}

/// So many samples, `apart` milliseconds from each other, the last of them just before [`END`].
pub fn fill(history: &History, count: i64, apart: i64, value: impl Fn(i64) -> f64) -> SeriesId {
    let series = history.series(&source(0), Kind::Number);
    let mut next = 0;
    while next < count {
        let until = (next + 100_000).min(count);
        let samples = (next..until).map(|index| {
            let at = END - (count - index) * apart;
            Sample {
                at,
                value: value(at),
            }
        });
        let taken = history.import(series, samples.collect()).unwrap();
        assert_eq!(taken.taken, (until - next).unsigned_abs());
        next = until;
    }
    history.flush().unwrap();
    series
}

/// Bytes of the store's file when nothing waits in its log any more.
pub fn file_bytes(folder: &Path) -> u64 {
    std::fs::metadata(folder.join("history.db")).unwrap().len()
}
