use tilework_history::Outage;

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
