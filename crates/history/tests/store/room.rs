//! A file that has become too large.

use tilework_history::{
    Retention,
    query::{self, Measure},
};

use crate::*;

#[test]
fn too_large_a_file_lets_go_of_the_oldest_samples_and_keeps_rollups() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), MIDNIGHT + 30 * DAY);
    let [old, new] = ["a", "b"].map(|topic| number(&history, topic));
    steps(&history, old, MIDNIGHT, 350_000, 1000);
    steps(&history, new, MIDNIGHT + 2 * DAY, 350_000, 1000);
    let before: Vec<_> = [Level::Minute, Level::Hour]
        .map(|level| {
            history
                .reader()
                .buckets(old, level, Millis::MIN, Millis::MAX)
                .unwrap()
        })
        .into();
    assert!(history.overview().unwrap().bytes > 6_000_000);
    history
        .set_retention(Retention {
            days: None,
            megabytes: 5,
        })
        .unwrap();
    history.settle().unwrap();
    history
        .compact(&mut |_, _| ControlFlow::Continue(()))
        .unwrap();
    let overview = history.overview().unwrap();
    assert!(
        (4_500_000..5_100_000).contains(&overview.bytes),
        "{}",
        overview.bytes
    );
    let [first_old, first_new] = [old, new].map(|series| all(&history, series)[0].at);
    assert_eq!(first_old, history.reader().kept_from(old).unwrap());
    assert!(first_old > MIDNIGHT + DAY / 4);
    assert!(
        first_new <= first_old.max(MIDNIGHT + 2 * DAY),
        "the oldest of all went first"
    );
    let after: Vec<_> = [Level::Minute, Level::Hour]
        .map(|level| {
            history
                .reader()
                .buckets(old, level, Millis::MIN, Millis::MAX)
                .unwrap()
        })
        .into();
    assert_eq!(before, after, "rollups stay whole");
    let last = history
        .reader()
        .before(old, MIDNIGHT + HOUR)
        .unwrap()
        .unwrap();
    assert_eq!(last.at, MIDNIGHT + HOUR - 1000, "known from a rollup");
    let first = history
        .reader()
        .after(old, MIDNIGHT + HOUR)
        .unwrap()
        .unwrap();
    assert_eq!(first.at, MIDNIGHT + HOUR);
    history.record(old, first_old - 1, 0.5);
    history.record(old, first_old + 1, 0.5);
    history.flush().unwrap();
    assert_eq!(history.status().too_old, 1);
    let newest = MIDNIGHT + 30 * DAY;
    history.record(old, newest, 0.25);
    assert_eq!(all(&history, old).last().unwrap().at, newest);
}

#[test]
fn rollups_go_when_no_samples_are_left_to_go() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), MIDNIGHT + 210 * DAY);
    let retention = Retention {
        days: None,
        megabytes: 1,
    };
    let series = number(&history, "a");
    let (count, step) = (200_000, 8_000);
    steps(&history, series, MIDNIGHT, count, step);
    history.set_retention(retention).unwrap();
    history.settle().unwrap();
    history
        .compact(&mut |_, _| ControlFlow::Continue(()))
        .unwrap();
    assert!(history.overview().unwrap().bytes < 1_050_000);
    let reader = history.reader();
    let starts = |level| {
        let buckets = reader
            .buckets(series, level, Millis::MIN, Millis::MAX)
            .unwrap();
        (buckets[0].start, buckets.len())
    };
    let (minutes, hours) = (starts(Level::Minute), starts(Level::Hour));
    assert!(minutes.0 > MIDNIGHT);
    assert_eq!(hours.0, MIDNIGHT, "hours go last");
    assert!(reader.kept_from(series).unwrap() > minutes.0);
    let day = (MIDNIGHT + DAY, MIDNIGHT + 2 * DAY);
    assert!(day.1 < minutes.0, "a day of which only hours are left");
    let numbers = query::statistics(&reader, series, day.0, day.1).unwrap();
    assert_eq!(numbers.samples, DAY as u64 / step as u64);
    assert_eq!(numbers.over_time.unwrap().known, DAY);
    let line = query::line(&reader, series, day.0, day.1, 800).unwrap();
    assert_eq!(line.samples, numbers.samples);
    let shown = line.points.iter().filter(|point| point.at < day.1);
    let highest = shown.map(|point| point.value).fold(f64::MIN, f64::max);
    assert_eq!(highest, numbers.of_samples.unwrap().maximum);
    // From within an hour to within another: as a whole to where its first sample is.
    let cut = query::statistics(&reader, series, day.0 + HOUR / 2, day.1 - HOUR / 2).unwrap();
    assert_eq!(cut.samples, numbers.samples - HOUR as u64 / step as u64);
    let edges: Vec<_> = (0..=24).map(|hour| day.0 + hour * HOUR).collect();
    let bars = query::bars(&reader, series, &edges, Measure::Mean).unwrap();
    assert_eq!(bars.iter().flatten().count(), 24);
    let end = MIDNIGHT + count * step;
    history.record(series, end, 1.0);
    assert_eq!(all(&history, series).last().unwrap().at, end);
}

#[test]
fn of_a_slow_sensor_the_newest_samples_stay_with_all_their_minutes() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), MIDNIGHT + 210 * DAY);
    let series = number(&history, "a");
    steps(&history, series, MIDNIGHT, 300_000, MINUTE);
    history
        .set_retention(Retention {
            days: None,
            megabytes: 2,
        })
        .unwrap();
    history.settle().unwrap();
    let reader = history.reader();
    let from = reader.kept_from(series).unwrap();
    let samples = all(&history, series);
    assert!(
        from > MIDNIGHT && samples.len() > 100_000,
        "{}",
        samples.len()
    );
    let minutes = reader
        .buckets(series, Level::Minute, from, Millis::MAX)
        .unwrap();
    assert_same_buckets(&minutes, &naive(Level::Minute, &samples));
    let hours = reader
        .buckets(series, Level::Hour, Millis::MIN, Millis::MAX)
        .unwrap();
    assert_eq!(hours.len(), 5000);
    history.record(series, from + 7, 1.0);
    history.flush().unwrap();
    let again = reader
        .buckets(series, Level::Minute, from, Millis::MAX)
        .unwrap();
    assert_same_buckets(&again, &naive(Level::Minute, &all(&history, series)));
}
