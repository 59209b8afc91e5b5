use tilework_history::{Keep, Outage, Retention};

use crate::*;

fn found(history: &History, series: SeriesId) -> Vec<Outage> {
    history.flush().unwrap();
    history
        .reader()
        .outages(series, MIDNIGHT, MIDNIGHT + DAY)
        .unwrap()
}

fn outage(from: Millis, to: Millis) -> Outage {
    Outage {
        from: MIDNIGHT + from,
        to: MIDNIGHT + to,
    }
}

#[test]
fn the_time_in_which_the_app_was_closed_is_an_outage() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(MIDNIGHT);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    let series = number(&history, "a");
    assert_eq!(found(&history, series), []);
    clock.set(MIDNIGHT + HOUR);
    history.close();
    clock.set(MIDNIGHT + 2 * HOUR);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    assert_eq!(found(&history, series), [outage(HOUR, 2 * HOUR)]);
    history.close();
    clock.set(MIDNIGHT + 2 * HOUR + 20_000);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    assert_eq!(found(&history, series).len(), 1, "20 s are no outage");
}

#[test]
fn a_short_reconnect_is_no_outage() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    history.outage_began(Some("home"), MIDNIGHT + HOUR);
    history.outage_ended(Some("home"), MIDNIGHT + HOUR + 29_000);
    assert_eq!(found(&history, series), []);
}

#[test]
fn outages_are_of_one_broker_and_joined_where_they_overlap() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    for (broker, from, to) in [
        (Some("home"), 10 * MINUTE, 20 * MINUTE),
        (None, 15 * MINUTE, 30 * MINUTE),
        (Some("other"), 40 * MINUTE, 50 * MINUTE),
        (Some("home"), 60 * MINUTE, 61 * MINUTE),
    ] {
        history.outage_began(broker, MIDNIGHT + from);
        history.outage_ended(broker, MIDNIGHT + to);
    }
    assert_eq!(
        found(&history, series),
        [
            outage(10 * MINUTE, 30 * MINUTE),
            outage(60 * MINUTE, 61 * MINUTE)
        ]
    );
}

#[test]
fn an_outage_that_goes_on_ends_now_and_with_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(MIDNIGHT);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    let series = number(&history, "a");
    history.outage_began(Some("home"), MIDNIGHT + MINUTE);
    clock.set(MIDNIGHT + MINUTE + 10_000);
    assert_eq!(found(&history, series), [], "too short until now");
    clock.set(MIDNIGHT + 5 * MINUTE);
    assert_eq!(found(&history, series), [outage(MINUTE, 5 * MINUTE)]);
    history.close();
    clock.set(MIDNIGHT + 10 * MINUTE);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    clock.set(MIDNIGHT + 20 * MINUTE);
    assert_eq!(found(&history, series), [outage(MINUTE, 10 * MINUTE)]);
}

#[test]
fn a_pause_is_an_outage_of_all_brokers() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(MIDNIGHT + MINUTE);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    let series = number(&history, "a");
    history.pause();
    clock.set(MIDNIGHT + 3 * MINUTE);
    history.resume();
    assert_eq!(found(&history, series), [outage(MINUTE, 3 * MINUTE)]);
}

#[test]
fn an_interruption_is_an_outage_of_one_series() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let [series, other] = ["a", "b"].map(|topic| number(&history, topic));
    history.interruption_ended(series, MIDNIGHT);
    history.interruption_began(series, MIDNIGHT + 10 * MINUTE);
    history.interruption_began(series, MIDNIGHT + 12 * MINUTE);
    history.interruption_ended(series, MIDNIGHT + 20 * MINUTE);
    history.interruption_ended(series, MIDNIGHT + 25 * MINUTE);
    history.interruption_began(series, MIDNIGHT + 50 * MINUTE);
    history.interruption_ended(series, MIDNIGHT + 50 * MINUTE + 29_000);
    history.outage_began(Some("home"), MIDNIGHT + 18 * MINUTE);
    history.outage_ended(Some("home"), MIDNIGHT + 30 * MINUTE);
    let expected = [outage(10 * MINUTE, 30 * MINUTE)];
    assert_eq!(found(&history, series), expected, "joined with the others");
    assert_eq!(
        found(&history, other),
        [outage(18 * MINUTE, 30 * MINUTE)],
        "not of another series"
    );
    history.close();
    let history = open(folder.path());
    assert_eq!(found(&history, series), expected, "kept over a restart");
}

#[test]
fn ending_an_interruption_that_never_began_leaves_nothing_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        batch: Duration::from_secs(3600),
        ..TestClock::at(MIDNIGHT).options()
    };
    let (history, _) = History::open(folder.path(), options).unwrap();
    let series = number(&history, "a");
    history.flush().unwrap();
    history.interruption_ended(series, MIDNIGHT);
    assert_eq!(history.status().waiting, 0);
}

#[test]
fn an_interruption_that_goes_on_at_a_kill_ends_with_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::at(MIDNIGHT);
    let (history, _) = History::open(folder.path(), clock.options()).unwrap();
    let series = number(&history, "a");
    history.interruption_began(series, MIDNIGHT + MINUTE);
    history.flush().unwrap();
    let killed = tempfile::tempdir().unwrap();
    for file in ["history.db", "history.db-wal"] {
        std::fs::copy(folder.path().join(file), killed.path().join(file)).unwrap();
    }
    clock.set(MIDNIGHT + 10 * MINUTE);
    let (history, _) = History::open(killed.path(), clock.options()).unwrap();
    history.flush().unwrap();
    clock.set(MIDNIGHT + 20 * MINUTE);
    assert_eq!(
        found(&history, series).last().unwrap().to,
        MIDNIGHT + 10 * MINUTE
    );
    history.interruption_ended(series, MIDNIGHT + 30 * MINUTE);
    history.interruption_began(series, MIDNIGHT + 15 * MINUTE);
    assert_eq!(
        found(&history, series).last().copied(),
        Some(outage(15 * MINUTE, 20 * MINUTE)),
        "another can begin"
    );
}

#[test]
fn a_state_is_said_again_after_an_interruption() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = history.series(&source("a"), Kind::OnOff);
    history.record(series, MIDNIGHT, 1.0);
    history.interruption_began(series, MIDNIGHT + MINUTE);
    history.interruption_ended(series, MIDNIGHT + 5 * MINUTE);
    history.record(series, MIDNIGHT + 5 * MINUTE, 1.0);
    history.record(series, MIDNIGHT + 6 * MINUTE, 1.0);
    assert_eq!(
        pairs(&all(&history, series)),
        [(MIDNIGHT, 1.0), (MIDNIGHT + 5 * MINUTE, 1.0)]
    );
}

#[test]
fn interruptions_go_with_old_samples_and_with_their_series() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let [old, deleted, kept] = ["a", "b", "c"].map(|topic| number(&history, topic));
    history.set_keep(kept, Keep::Forever).unwrap();
    for series in [old, deleted, kept] {
        history.interruption_began(series, MIDNIGHT + MINUTE);
        history.interruption_ended(series, MIDNIGHT + 5 * MINUTE);
    }
    history.flush().unwrap();
    history.delete_series(deleted).unwrap();
    let times = || [old, deleted, kept].map(|series| found(&history, series).len());
    assert_eq!(times(), [1, 0, 1]);
    let retention = Retention {
        days: Some(10),
        megabytes: 1000,
    };
    history.set_retention(retention).unwrap();
    history.settle().unwrap();
    assert_eq!(times(), [0, 0, 1]);
}

#[test]
fn outages_that_find_no_room_in_memory_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        changes: 10,
        batch: Duration::from_secs(3600),
        ..TestClock::at(MIDNIGHT).options()
    };
    let (history, _) = History::open(folder.path(), options).unwrap();
    let series = number(&history, "a");
    history.flush().unwrap();
    history.outage_began(Some("goes on"), MIDNIGHT);
    for step in 1..100 {
        history.interruption_began(series, MIDNIGHT + step * HOUR);
        history.interruption_ended(series, MIDNIGHT + step * HOUR + MINUTE);
    }
    history.outage_ended(Some("goes on"), MIDNIGHT + MINUTE);
    let status = history.status();
    assert!(status.waiting <= 12, "{} wait", status.waiting);
    assert_eq!(status.dropped_outages, 99 - 5);
    history.flush().unwrap();
    assert_eq!(found(&history, series).len(), 5, "what there was room for");
    history.interruption_began(series, MIDNIGHT + 20 * HOUR);
    history.interruption_ended(series, MIDNIGHT + 21 * HOUR);
    history.flush().unwrap();
    assert_eq!(found(&history, series).len(), 6);
}
