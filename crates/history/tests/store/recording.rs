use tilework_history::{Kind, Read};

use crate::*;

#[test]
fn what_was_recorded_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    for step in 0..2000 {
        history.record(series, MIDNIGHT + step * 3000, step as f64 / 7.0);
    }
    history.close();
    let history = open(folder.path());
    assert_eq!(number(&history, "a"), series, "found again by its source");
    assert_ne!(number(&history, "b"), series);
    let samples = all(&history, series);
    assert_eq!(samples.len(), 2000);
    assert_eq!(samples[1999].value, 1999.0 / 7.0);
    assert_rollups_are_of_the_samples(&history, series);
}

#[test]
fn a_range_holds_its_beginning_and_not_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    for step in 0..1500 {
        history.record(series, step, step as f64);
    }
    let found = between(&history, series, 511, 1025);
    assert_eq!((found[0].at, found[found.len() - 1].at), (511, 1024));
    let reader = history.reader();
    assert_eq!(reader.before(series, 512).unwrap().map(|s| s.at), Some(511));
    assert_eq!(reader.after(series, 512).unwrap().map(|s| s.at), Some(512));
    assert_eq!(reader.before(series, 0).unwrap(), None);
    assert_eq!(reader.after(series, 1500).unwrap(), None);
    assert_eq!(reader.kept_from(series).unwrap(), Millis::MIN);
    let count = reader.count(series, 600, 700).unwrap();
    assert!((100..=1124).contains(&count), "{count}");
}

#[test]
fn a_sample_that_comes_twice_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    for (at, value) in [(10, 1.0), (10, 2.0), (10, 1.0), (20, 1.0), (10, 3.0)] {
        history.record(series, at, value);
        history.flush().unwrap();
    }
    assert_eq!(
        pairs(&all(&history, series)),
        [(10, 1.0), (10, 2.0), (10, 3.0), (20, 1.0)],
        "values of the same time in the order of their arrival"
    );
}

#[test]
fn a_device_whose_samples_all_have_the_same_time_is_kept_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    history.record(series, 500, -1.0);
    for round in 0..4 {
        for step in 0..400 {
            history.record(series, 100, f64::from(round * 400 + step));
        }
        history.flush().unwrap();
    }
    history.record(series, 100, 1599.0);
    history.record(series, 50, -2.0);
    let samples = all(&history, series);
    assert_eq!(samples.len(), 1602);
    assert!(
        samples[1..1601]
            .iter()
            .zip(0..)
            .all(|(sample, step)| sample.value == f64::from(step))
    );
    assert_rollups_are_of_the_samples(&history, series);
}

#[test]
fn a_switch_is_kept_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = history.series(&source("a"), Kind::OnOff);
    for (at, value) in [(10, 1.0), (20, 1.0), (30, 0.0), (40, 0.0), (25, 0.0)] {
        history.record(series, at, value);
    }
    assert_eq!(
        pairs(&all(&history, series)),
        [(10, 1.0), (25, 0.0), (30, 0.0)],
        "an older one is kept as it is"
    );
}

#[test]
fn a_switch_that_did_not_change_is_kept_again_after_an_outage() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = history.series(&source("a"), Kind::OnOff);
    history.record(series, MIDNIGHT, 1.0);
    history.outage_began(Some("home"), MIDNIGHT + MINUTE);
    history.outage_ended(Some("home"), MIDNIGHT + 2 * MINUTE);
    history.outage_began(Some("other"), MIDNIGHT + 4 * MINUTE);
    history.outage_ended(Some("other"), MIDNIGHT + 5 * MINUTE);
    history.record(series, MIDNIGHT + 3 * MINUTE, 1.0);
    history.record(series, MIDNIGHT + 6 * MINUTE, 1.0);
    let kept: Vec<Millis> = all(&history, series).iter().map(|s| s.at).collect();
    assert_eq!(kept, [MIDNIGHT, MIDNIGHT + 3 * MINUTE]);
}

#[test]
fn what_finds_no_room_in_memory_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        waiting: 100,
        batch: Duration::from_secs(3600),
        ..TestClock::at(0).options()
    };
    let (history, _) = History::open(folder.path(), options).unwrap();
    let series = number(&history, "a");
    history.flush().unwrap();
    for at in 0..150 {
        history.record(series, at, 0.0);
    }
    assert_eq!(history.status().dropped, 50);
    history.flush().unwrap();
    history.record(series, 1000, 0.0);
    assert_eq!(all(&history, series).len(), 101);
}

#[test]
fn a_value_that_is_no_number_is_not_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let series = number(&history, "a");
    history.record(series, 10, f64::NAN);
    history.record(series, 10, f64::INFINITY);
    history.record(series, Millis::MAX, 1.0);
    assert_eq!(all(&history, series), []);
}

#[test]
fn several_can_read_while_samples_come() {
    let folder = tempfile::tempdir().unwrap();
    let history = open_at(folder.path(), 0);
    let series = number(&history, "a");
    let newest = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..6)
            .map(|_| {
                let reader = history.reader();
                scope.spawn(move || {
                    let (mut seen, mut most) = (0, 0);
                    while most < 200_000 {
                        let mut count = 0_u64;
                        reader
                            .samples(series, Millis::MIN, Millis::MAX, &mut |sample| {
                                assert_eq!(sample.at, count as Millis, "whole from the beginning");
                                count += 1;
                                ControlFlow::Continue(())
                            })
                            .unwrap();
                        assert!(count >= most);
                        most = count;
                        seen += 1;
                    }
                    seen
                })
            })
            .collect();
        for at in 0..200_000 {
            history.record(series, at, at as f64);
        }
        history.flush().unwrap();
        readers
            .into_iter()
            .map(|reader| reader.join().unwrap())
            .sum::<u64>()
    });
    assert!(newest >= 6);
}
