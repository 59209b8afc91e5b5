use crate::*;

#[test]
fn a_clock_set_back_an_hour_costs_neither_samples_nor_rollups() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    let mut expected = vec![];
    let mut record = |at: Millis, value: f64| {
        history.record(series, at, value);
        expected.push(Sample { at, value });
    };
    for step in 0..7200 {
        record(MIDNIGHT + step * 1000, (step % 100) as f64);
    }
    history.flush().unwrap();
    for step in 0..7200 {
        record(MIDNIGHT + HOUR + step * 1000 + 7, (step % 90) as f64);
        if step % 200 == 0 {
            history.flush().unwrap();
        }
    }
    expected.sort_by_key(|sample| sample.at);
    assert_eq!(all(&history, series), expected);
    assert_rollups_are_of_the_samples(&history, series);
    let blocks = blocks(&history, folder.path());
    assert!(
        blocks < 14_400 / 512 * 4,
        "{blocks} blocks: they are not left nearly empty"
    );
}

#[test]
fn one_sample_of_the_far_future_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    let future = MIDNIGHT + 40_000 * DAY;
    history.record(series, MIDNIGHT, 1.0);
    history.record(series, future, 2.0);
    history.flush().unwrap();
    for step in 1..10_000 {
        history.record(series, MIDNIGHT + step * 1000, step as f64);
    }
    let samples = all(&history, series);
    assert_eq!(samples.len(), 10_001);
    assert_eq!(samples[10_000].at, future);
    assert_rollups_are_of_the_samples(&history, series);
    let blocks = blocks(&history, folder.path());
    assert!(blocks <= 26, "{blocks} blocks: they are full as ever");
}

#[test]
fn a_clock_that_jumps_ahead_makes_nothing_old() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(MIDNIGHT);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    let series = number(&history, "a");
    for step in 0..1000 {
        history.record(series, MIDNIGHT + step * 1000, 1.0);
    }
    history.flush().unwrap();
    clock.set(MIDNIGHT + 4000 * DAY);
    history.settle().unwrap();
    assert_eq!(all(&history, series).len(), 1000);
}

fn blocks(history: &History, folder: &std::path::Path) -> i64 {
    history.flush().unwrap();
    let db = rusqlite::Connection::open(folder.join("history.db")).unwrap();
    db.query_row("SELECT count(*) FROM block", [], |row| row.get(0))
        .unwrap()
}
