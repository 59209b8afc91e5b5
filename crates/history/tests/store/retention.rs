use tilework_history::{
    HistoryError, Keep, Kind, Retention,
    query::{self, Measure},
};

use crate::*;

fn steps(history: &History, series: SeriesId, from: Millis, count: i64, step: Millis) {
    for number in 0..count {
        let value = (number * 7919 % 100_003) as f64 / 7.0;
        history.record(series, from + number * step, value);
        if number % 500_000 == 0 {
            history.flush().unwrap();
        }
    }
    history.flush().unwrap();
}

#[test]
fn what_is_older_than_the_limit_goes_with_its_rollups() {
    let folder = tempfile::tempdir().unwrap();
    let now = MIDNIGHT + 30 * DAY;
    let history = open_at(folder.path(), now);
    let series = number(&history, "a");
    steps(&history, series, MIDNIGHT, 30 * 1440, MINUTE);
    history
        .set_retention(Retention {
            days: Some(10),
            megabytes: 1000,
        })
        .unwrap();
    history.settle().unwrap();
    let kept_from = history.reader().kept_from(series).unwrap();
    let samples = all(&history, series);
    assert!(samples[0].at >= kept_from);
    assert!(samples[0].at <= now - 10 * DAY, "nothing younger went");
    assert!(samples[0].at > now - 11 * DAY, "whole blocks went");
    for level in [Level::Minute, Level::Hour] {
        let buckets = history
            .reader()
            .buckets(series, level, Millis::MIN, Millis::MAX)
            .unwrap();
        assert!((now - 11 * DAY..=now - 10 * DAY).contains(&buckets[0].start));
    }
    history.record(series, MIDNIGHT, 1.0);
    assert_eq!(all(&history, series).len(), samples.len());
    assert_eq!(history.status().too_old, 1);
}

#[test]
fn a_series_can_be_kept_longer_or_shorter_than_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let now = MIDNIGHT + 30 * DAY;
    let history = open_at(folder.path(), now);
    let [default, week, forever] = ["a", "b", "c"].map(|topic| number(&history, topic));
    for series in [default, week, forever] {
        steps(&history, series, MIDNIGHT, 30 * 24, HOUR);
    }
    history.set_keep(week, Keep::Days(7)).unwrap();
    history.set_keep(forever, Keep::Forever).unwrap();
    history
        .set_retention(Retention {
            days: Some(1),
            megabytes: 1000,
        })
        .unwrap();
    history.settle().unwrap();
    let hours = |series| {
        let reader = history.reader();
        reader
            .buckets(series, Level::Hour, Millis::MIN, Millis::MAX)
            .unwrap()
            .len()
    };
    assert_eq!(
        [hours(default), hours(week), hours(forever)],
        [24, 7 * 24, 30 * 24]
    );
}

#[test]
fn a_state_that_has_not_changed_for_long_stays_known() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), MIDNIGHT + 400 * DAY);
    let keep = |days| {
        let megabytes = 1000;
        history
            .set_retention(Retention { days, megabytes })
            .unwrap();
    };
    keep(None);
    let word = history.series(&source("a"), Kind::Text);
    let on_off = history.series(&source("b"), Kind::OnOff);
    let numbers = number(&history, "c");
    for step in 0..2000 {
        history.record(on_off, MIDNIGHT + step * MINUTE, (step % 2) as f64);
        history.record(numbers, MIDNIGHT + step * MINUTE, step as f64);
    }
    history.record_text(word, MIDNIGHT + 7, "open");
    history.flush().unwrap();
    let ago = |days: i64| MIDNIGHT + days * DAY;
    history.interruption_began(word, ago(2));
    history.interruption_ended(word, ago(3));
    keep(Some(365));
    history.settle().unwrap();
    assert_eq!(all(&history, numbers), []);
    assert_eq!(pairs(&all(&history, word)), [(MIDNIGHT + 7, 0.0)]);
    let reader = history.reader();
    let times = query::state_times(&reader, on_off, ago(399), ago(400)).unwrap();
    assert_eq!(times.times, [(1.0, DAY)]);
    let last = reader.before(on_off, Millis::MAX).unwrap().unwrap();
    let from = reader.kept_from(on_off).unwrap();
    assert!(
        (0..HOUR).contains(&(last.at - from)),
        "only the newest hour"
    );
    let hours = reader
        .buckets(on_off, Level::Hour, from, Millis::MAX)
        .unwrap();
    assert_same_buckets(&hours, &naive(Level::Hour, &all(&history, on_off)));
    let outages = reader.outages(word, MIDNIGHT, ago(4)).unwrap();
    assert_eq!(outages.len(), 1, "nor is it forgotten that it is not known");
}

#[test]
fn samples_of_a_block_that_goes_on_are_not_kept_longer_than_its_minutes() {
    let folder = tempfile::tempdir().unwrap();
    let now = MIDNIGHT + 30 * DAY + HOUR / 2;
    let history = open_at(folder.path(), now);
    let series = number(&history, "a");
    steps(&history, series, MIDNIGHT, 30 * 24, HOUR);
    history
        .set_retention(Retention {
            days: Some(10),
            megabytes: 1000,
        })
        .unwrap();
    history.settle().unwrap();
    let samples = all(&history, series);
    assert_eq!(samples[0].at, MIDNIGHT + 20 * DAY, "the hour of the limit");
    let reader = history.reader();
    let minutes = reader
        .buckets(series, Level::Minute, Millis::MIN, Millis::MAX)
        .unwrap();
    assert_same_buckets(&minutes, &naive(Level::Minute, &samples));
    let late = now - 10 * DAY + MINUTE;
    history.record(series, late, 1.0);
    let minutes = between(&history, series, late, late + 1).len();
    assert_eq!(minutes, 1, "what is younger is taken");
}

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

#[test]
fn recording_goes_on_while_old_samples_go() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), MIDNIGHT + 30 * DAY);
    let series = number(&history, "a");
    steps(&history, series, MIDNIGHT, 300_000, 1000);
    history
        .set_retention(Retention {
            days: Some(5),
            megabytes: 1000,
        })
        .unwrap();
    let begin = MIDNIGHT + 29 * DAY;
    for step in 0..1000 {
        history.record(series, begin + step, step as f64);
        if step % 100 == 0 {
            history.flush().unwrap();
        }
    }
    history.settle().unwrap();
    assert_eq!(between(&history, series, begin, Millis::MAX).len(), 1000);
}

#[test]
fn compacting_asks_before_and_while_old_samples_go() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), MIDNIGHT + 400 * DAY);
    let series = number(&history, "a");
    steps(&history, series, MIDNIGHT + 36 * DAY, 300_000, 1000);
    history
        .set_retention(Retention {
            days: Some(1),
            megabytes: 1000,
        })
        .unwrap();
    let mut told = vec![];
    let outcome = history.compact(&mut |done, all| {
        told.push((done, all));
        ControlFlow::Break(())
    });
    assert_eq!(outcome, Err(HistoryError::Cancelled));
    assert_eq!(told, [(0, 0)]);
    let mut told = vec![];
    history
        .compact(&mut |done, all| {
            told.push((done, all));
            ControlFlow::Continue(())
        })
        .unwrap();
    let settling = told.iter().filter(|(_, all)| *all == 0).count();
    assert!(settling > 1, "asked while old samples go: {told:?}");
    let given: Vec<_> = told.iter().map(|(done, _)| *done).collect();
    assert!(given.is_sorted(), "{told:?}");
    assert_eq!(history.overview().unwrap().free_bytes, 0);
}
