//! How fast samples go in, beside the plainest table that could hold them, and what one costs on the disk.
//!
//! `cargo run --release -p tilework-history --example ingest`

use std::{
    io::Write,
    ops::ControlFlow,
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, params};
use tilework_history::{History, Kind, Level, Options, Read, Retention, SeriesId, Source};

const BEGIN: i64 = 1_700_000_000_000;
type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let root = std::env::temp_dir().join(format!("tilework-ingest-{}", std::process::id()));
    let mut out = std::io::stdout();
    for series in [1, 100] {
        let ours = ingest(&root.join(format!("ours-{series}")), series)?;
        let plain = plain(&root.join(format!("plain-{series}")), series)?;
        writeln!(
            out,
            "{series:>3} series: {ours:.0} samples/s, plain {plain:.0} samples/s, ratio {:.2}",
            ours / plain
        )?;
    }
    trickle(&root.join("trickle"), &mut out)?;
    for (name, step, count) in [
        ("every 3 s", 3000, 1_000_000),
        ("every min", 60_000, 525_600),
    ] {
        for (values, of) in [("2 decimals", decimals as Values), ("random f64", random)] {
            for series in [1, 20] {
                let folder = root.join(format!("{step}-{values}-{series}"));
                let bytes = size(&folder, step, count / series, series, of)?;
                writeln!(
                    out,
                    "{name}, {values}, {series:>2} series: {bytes:.2} bytes a sample"
                )?;
            }
        }
    }
    read(&root.join("3000-2 decimals-1"), 3000, 1_000_000, &mut out)?;
    read(&root.join("60000-random f64-1"), 60_000, 525_600, &mut out)?;
    std::fs::remove_dir_all(root)?;
    Ok(())
}

fn open(folder: &Path) -> Result<(History, i64), Failure> {
    let options = Options {
        waiting: 2_000_000,
        ..Options::default()
    };
    let (history, _) = History::open(folder, options)?;
    history.set_retention(Retention {
        days: None,
        megabytes: 100_000,
    })?;
    Ok((history, BEGIN))
}

fn series(history: &History, number: usize) -> SeriesId {
    let source = Source {
        broker: "home".to_owned(),
        topic: format!("sensors/{number}/temperature"),
        template: None,
        decode: "{\"kind\":\"number\"}".to_owned(),
        time: None,
    };
    history.series(&source, Kind::Number)
}

const SAMPLES: i64 = 3_000_000;
/// What our writer takes at once when it cannot keep up.
const BATCH: i64 = 131_072;

/// One sample a second of each series, as fast as they are taken.
fn ingest(folder: &Path, count: i64) -> Result<f64, Failure> {
    let (history, begin) = open(folder)?;
    let ids: Vec<SeriesId> = (0..count as usize).map(|n| series(&history, n)).collect();
    history.flush()?;
    let start = Instant::now();
    let (mut slowest, mut slow) = (Duration::ZERO, 0);
    for number in 0..SAMPLES {
        if number % 1000 == 0 && history.status().waiting > 1_000_000 {
            history.flush()?;
        }
        let called = Instant::now();
        let (which, step) = (number % count, number / count);
        history.record(ids[which as usize], begin + step * 1000, decimals(number));
        let took = called.elapsed();
        slowest = slowest.max(took);
        slow += u32::from(took > Duration::from_micros(100));
    }
    let told = start.elapsed();
    history.flush()?;
    let rate = SAMPLES as f64 / start.elapsed().as_secs_f64();
    assert_eq!(history.status().dropped, 0);
    let mut out = std::io::stdout();
    writeln!(
        out,
        "    all told after {told:?}; {slow} calls took over 0.1 ms, the slowest {slowest:?}"
    )?;
    history.close();
    Ok(rate)
}

fn plain(folder: &Path, count: i64) -> Result<f64, Failure> {
    std::fs::create_dir_all(folder)?;
    let mut db = Connection::open(folder.join("plain.db"))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.execute_batch(
        "CREATE TABLE sample (series INTEGER, at INTEGER, value REAL, PRIMARY KEY (series, at)) WITHOUT ROWID",
    )?;
    let start = Instant::now();
    for first in (0..SAMPLES).step_by(BATCH as usize) {
        let tx = db.transaction()?;
        let mut insert = tx.prepare_cached("INSERT INTO sample VALUES (?1, ?2, ?3)")?;
        for number in first..(first + BATCH).min(SAMPLES) {
            let (which, step) = (number % count, number / count);
            insert.execute(params![which, BEGIN + step * 1000, decimals(number)])?;
        }
        drop(insert);
        tx.commit()?;
    }
    Ok(SAMPLES as f64 / start.elapsed().as_secs_f64())
}

/// What a batch costs while each of 100 series gets one sample in it.
fn trickle(folder: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let (history, begin) = open(folder)?;
    let ids: Vec<SeriesId> = (0..100).map(|n| series(&history, n)).collect();
    let (start, before) = (Instant::now(), written());
    for step in 0..1200 {
        for id in &ids {
            history.record(*id, begin + step * 300, decimals(step));
        }
        history.flush()?;
    }
    let each = start.elapsed() / 1200;
    history.close();
    let bytes = (written() - before) / 1200;
    writeln!(
        out,
        "a batch with one sample of each of 100 series: {each:?}, {bytes} bytes written"
    )?;
    Ok(())
}

/// Bytes that this process has handed to the system; 0 where it does not say.
fn written() -> u64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    let line = io.lines().find_map(|line| line.strip_prefix("wchar: "));
    line.and_then(|bytes| bytes.parse().ok()).unwrap_or(0)
}

type Values = fn(i64) -> f64;

/// A walk with two decimals, as a thermometer gives it.
fn decimals(number: i64) -> f64 {
    let slow = (number as f64 / 5000.0).sin() * 800.0;
    let noise = (mixed(number) % 30) as f64;
    (2000.0 + slow + noise).round() / 100.0
}

/// All bits of the fraction in use.
fn random(number: i64) -> f64 {
    mixed(number) as f64 / u64::MAX as f64 * 100.0
}

fn mixed(number: i64) -> u64 {
    let mut bits = (number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Recorded in the batches in which a day of samples would come, times off by up to 50 ms.
fn size(folder: &Path, step: i64, count: i64, many: i64, value: Values) -> Result<f64, Failure> {
    let (history, begin) = open(folder)?;
    let ids: Vec<SeriesId> = (0..many as usize).map(|n| series(&history, n)).collect();
    for number in 0..count {
        for (which, id) in ids.iter().enumerate() {
            let seed = number * many + which as i64;
            let at = begin + number * step + (mixed(seed + 1) % 100) as i64;
            history.record(*id, at, value(number + which as i64 * 1_000_000));
        }
        // Often, because rows that grow are what wastes room.
        if number % 50 == 0 {
            history.flush()?;
        }
    }
    history.close();
    let bytes = std::fs::metadata(folder.join("history.db"))?.len();
    Ok(bytes as f64 / (count * many) as f64)
}

fn read(folder: &Path, step: i64, count: i64, out: &mut impl Write) -> Result<(), Failure> {
    let (history, begin) = open(folder)?;
    let id = series(&history, 0);
    history.flush()?;
    let reader = history.reader();
    let end = begin + count * step;
    let year = (end - 365 * 86_400_000, end);
    for _ in 0..2 {
        let start = Instant::now();
        let hours = reader.buckets(id, Level::Hour, year.0, year.1)?.len();
        writeln!(out, "{hours} hours: {:?}", start.elapsed())?;
    }
    let start = Instant::now();
    let minutes = reader
        .buckets(id, Level::Minute, end - 30 * 86_400_000, end)?
        .len();
    writeln!(out, "{minutes} minutes: {:?}", start.elapsed())?;
    let start = Instant::now();
    let mut samples = 0;
    reader.samples(id, i64::MIN, i64::MAX, &mut |_| {
        samples += 1;
        ControlFlow::Continue(())
    })?;
    writeln!(out, "{samples} samples: {:?}", start.elapsed())?;
    let start = Instant::now();
    let (counted, before) = (
        reader.count(id, begin, end)?,
        reader.before(id, end)?.is_some(),
    );
    writeln!(
        out,
        "count {counted} and before {before}: {:?}",
        start.elapsed()
    )?;
    let start = Instant::now();
    history.overview()?;
    writeln!(out, "overview: {:?}", start.elapsed())?;
    Ok(())
}
