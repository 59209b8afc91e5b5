//! A chart of a year of samples, and one of a thousand.

use std::{
    hint::black_box,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use criterion::Criterion;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tilework_chart::{Point, draw_svg};
use tilework_history::{History, SeriesId, query};

use super::{
    drawing::{chart, line},
    filled::{END, YEAR, fill, open, value},
};

const WIDTH: u32 = 800;

struct Full {
    folder: TempDir,
    history: History,
    series: SeriesId,
    from: i64,
}

impl Full {
    fn of(count: i64, apart: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let history = open(folder.path());
        let series = fill(&history, count, apart, value);
        Self {
            history,
            series,
            from: END - count * apart,
            folder,
        }
    }

    /// Query and picture, as the engine does it.
    fn draw(&self) -> usize {
        draw(&self.history, self.series, self.from)
    }

    /// As after a start: the file is opened anew, and the system has forgotten it.
    fn cold(self) -> (Duration, Self) {
        let Self {
            folder,
            history,
            series,
            from,
        } = self;
        history.close();
        drop(history);
        forget(&folder.path().join("history.db"));
        let begun = Instant::now();
        let history = open(folder.path());
        let opened = begun.elapsed();
        black_box(draw(&history, series, from));
        let took = begun.elapsed() - opened;
        let again = Self {
            folder,
            history,
            series,
            from,
        };
        (took, again)
    }
}

fn draw(history: &History, series: SeriesId, from: i64) -> usize {
    let line_of = query::line(&history.reader(), series, from, END, WIDTH).unwrap();
    let points: Vec<Point> = line_of
        .points
        .iter()
        .map(|point| Point {
            at: point.at,
            value: point.value,
        })
        .collect();
    let chart = chart(vec![line(&points)], from, END);
    draw_svg(&chart).unwrap().svg.len()
}

/// Takes a file out of the system's page cache (`posix_fadvise`, which `dd` calls for `nocache`).
fn forget(file: &Path) {
    let of = format!("of={}", file.display());
    let done = Command::new("dd")
        .args([
            of.as_str(),
            "oflag=nocache",
            "conv=notrunc,fdatasync",
            "count=0",
            "status=none",
        ])
        .status();
    assert!(
        done.is_ok_and(|status| status.success()),
        "no dd to forget the file with"
    );
}

pub fn run(criterion: &mut Criterion, extra: &mut Map<String, Value>) {
    let thousand = Full::of(1_000, 3_000);
    let year = Full::of(YEAR / 3_000, 3_000);
    let mut group = criterion.benchmark_group("chart");
    group.bench_function("thousand", |bencher| bencher.iter(|| thousand.draw()));
    group.bench_function("year", |bencher| bencher.iter(|| year.draw()));
    // What a person zooms to on the way in: a month is drawn of minutes, a day of samples.
    for (name, days) in [("month of the year", 30), ("day of the year", 1)] {
        let from = END - days * 86_400_000;
        group.bench_function(name, |bencher| {
            bencher.iter(|| draw(&year.history, year.series, from));
        });
    }
    group.finish();
    for (name, mut full) in [("thousand", thousand), ("year", year)] {
        let mut times = Vec::new();
        for _ in 0..7 {
            let (took, again) = full.cold();
            times.push(took);
            full = again;
        }
        times.sort();
        extra.insert(format!("cold: {name}"), json!(times[3].as_nanos() as u64));
    }
}
