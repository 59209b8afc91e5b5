//! Into the store, and into a table of plain SQLite with prepared statements and the same batches.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{Criterion, Throughput};
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use tilework_history::{Kind, SeriesId};

use super::filled::{END, file_bytes, fill, open, source, value};

const SAMPLES: i64 = 500_000;
const SUSTAINED: i64 = 5_000_000;
/// A caller that comes this far ahead of the disk waits for it.
const WAITING: u64 = 500_000;
/// What the store writes at once at this rate, about.
const BATCH: i64 = 50_000;

/// The instant of a sample: all series in turn, 10 ms apart.
fn at(index: i64) -> i64 {
    END - (SAMPLES - index) * 10
}

pub fn run(criterion: &mut Criterion, extra: &mut Map<String, Value>) {
    let mut group = criterion.benchmark_group("ingest");
    group.sample_size(10);
    group.measurement_time(Duration::from_secs(12));
    group.throughput(Throughput::Elements(SAMPLES.unsigned_abs()));
    for series in [1, 100] {
        group.bench_function(format!("store-{series}"), |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| store(series)).sum());
        });
        group.bench_function(format!("plain-{series}"), |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| plain(series)).sum());
        });
    }
    group.finish();
    calls(extra);
    sustained(extra);
    let full = |at: i64| {
        f64::from_bits(
            0x4030_0000_0000_0000 | at.wrapping_mul(0x9e37_79b9_7f4a) as u64 & 0xf_ffff_ffff_ffff,
        )
    };
    for (name, apart, count, value) in [
        (
            "dense, two decimals",
            3_000,
            1_000_000,
            &value as &dyn Fn(i64) -> f64,
        ),
        ("dense, all digits", 3_000, 1_000_000, &full),
        ("sparse, two decimals", 60_000, 200_000, &value),
        ("sparse, all digits", 60_000, 200_000, &full),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let history = open(folder.path());
        fill(&history, count, apart, value);
        history.close();
        #[allow(clippy::cast_precision_loss)] // small numbers
        let bytes = file_bytes(folder.path()) as f64 / count as f64;
        extra.insert(format!("bytes a sample: {name}"), json!(bytes));
    }
}

/// How long a caller waits that hands over a sample.
fn calls(extra: &mut Map<String, Value>) {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = history.series(&source(0), Kind::Number);
    let mut took: Vec<Duration> = (0..SAMPLES)
        .map(|index| {
            let sample = (at(index), value(at(index)));
            let begun = Instant::now();
            history.record(series, sample.0, black_box(sample.1));
            begun.elapsed()
        })
        .collect();
    history.flush().unwrap();
    assert_eq!(history.status().dropped, 0);
    took.sort_unstable();
    for (name, place) in [
        ("record call, longest (µs)", took.len() - 1),
        ("record call, 99.99 % (µs)", took.len() * 9_999 / 10_000),
    ] {
        let micros = took[place].as_secs_f64() * 1e6;
        extra.insert(name.to_owned(), json!(micros));
    }
}

/// Several times what has room in memory.
fn sustained(extra: &mut Map<String, Value>) {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = history.series(&source(0), Kind::Number);
    let begun = Instant::now();
    for index in 0..SUSTAINED {
        let at = END - (SUSTAINED - index) * 10;
        history.record(series, at, black_box(value(at)));
        if index % 1_000 == 0 && history.status().waiting > WAITING {
            history.flush().unwrap();
        }
    }
    history.flush().unwrap();
    #[allow(clippy::cast_precision_loss)] // small numbers
    let rate = SUSTAINED as f64 / begun.elapsed().as_secs_f64();
    // A rate counts only if all of it lies in the file.
    let stored = history.overview().unwrap().series[0].samples;
    assert_eq!(stored, SUSTAINED.unsigned_abs());
    extra.insert("sustained: samples a second".to_owned(), json!(rate));
}

/// From the first sample handed over to the last one in the file.
fn store(series: i64) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let ids: Vec<SeriesId> = (0..series)
        .map(|number| history.series(&source(number.unsigned_abs() as usize), Kind::Number))
        .collect();
    let begun = Instant::now();
    for index in 0..SAMPLES {
        let at = at(index);
        let id = ids[(index % series).unsigned_abs() as usize];
        history.record(id, at, black_box(value(at)));
    }
    history.flush().unwrap();
    let took = begun.elapsed();
    assert_eq!(history.status().dropped, 0);
    took
}

fn plain(series: i64) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let mut db = Connection::open(folder.path().join("plain.db")).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    db.pragma_update(None, "synchronous", "NORMAL").unwrap();
    db.execute_batch("CREATE TABLE sample (series INTEGER, at INTEGER, value REAL, PRIMARY KEY (series, at)) WITHOUT ROWID, STRICT")
        .unwrap();
    let begun = Instant::now();
    let mut next = 0;
    while next < SAMPLES {
        let until = (next + BATCH).min(SAMPLES);
        let tx = db.transaction().unwrap();
        {
            let mut insert = tx
                .prepare("INSERT INTO sample (series, at, value) VALUES (?1, ?2, ?3)")
                .unwrap();
            for index in next..until {
                let at = at(index);
                insert
                    .execute(params![index % series, at, black_box(value(at))])
                    .unwrap();
            }
        }
        tx.commit().unwrap();
        next = until;
    }
    begun.elapsed()
}
