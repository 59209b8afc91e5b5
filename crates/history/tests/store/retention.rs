use tilework_history::{HistoryError, Keep, Kind, Retention, query};

use crate::*;

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
    history.set_keep(week, Keep::Days { days: 7 }).unwrap();
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
