//! The store on a disk that fails, under kills, and when the power goes.

use std::path::Path;

use tilework_bad_disk::{
    How, Ran, assert_set_aside_whole, damage, folder, note, power_loss, sweep,
};
use tilework_history::{Keep, Recording, Retention};

use crate::*;

const CHILD: &str = "bad_disk::child";
const NOW: Millis = MIDNIGHT + 30 * DAY;
const ROUNDS: i64 = 6;
const OF_ROUND: i64 = 40;
const ALL: i64 = ROUNDS * OF_ROUND;
const IMPORTED: i64 = 3_000;

/// As version 2 left it: the start renews it.
const OF_VERSION_2: &[u8] = include_bytes!("versions/history-2.db");

fn nothing(_: &Path) {}

fn of_version_2(folder: &Path) {
    std::fs::write(folder.join("history.db"), OF_VERSION_2).unwrap();
}

fn damaged(folder: &Path) {
    damage(folder, "history.db");
}

fn sample(number: i64) -> Sample {
    Sample {
        at: MIDNIGHT + 20 * DAY + number * 7_000,
        value: number as f64 / 7.0,
    }
}

/// `what` is tried again when it was told that it failed: the disk may be well again.
fn told<T, E: std::fmt::Debug>(what: &str, mut work: impl FnMut() -> Result<T, E>) {
    for _ in 0..2 {
        match work() {
            Ok(_) => return note(&format!("ok {what}")),
            Err(error) => note(&format!("told {what}: {error:?}")),
        }
    }
}

/// All that writes: recording, retention, import, deletion, letting go, giving back, the log into the file.
fn work(history: &History) {
    let (series, other) = (number(history, "recorded"), number(history, "other"));
    for round in 0..ROUNDS {
        for number in round * OF_ROUND..(round + 1) * OF_ROUND {
            let Sample { at, value } = sample(number);
            history.record(series, at, value);
            history.record(other, at, -value);
        }
        note(&format!("recorded {}", (round + 1) * OF_ROUND));
        told("flush", || history.flush());
        match round {
            1 => told("keep", || history.set_keep(series, Keep::Forever)),
            2 => {
                let into = number(history, "imported");
                told("import", || {
                    history.import(into, (0..IMPORTED).map(sample).collect())
                });
            }
            3 => told("delete", || history.delete_series(other)),
            4 => {
                told("compact", || {
                    history.compact(&mut |_, _| ControlFlow::Continue(()))
                });
                told("retention", || {
                    history.set_retention(Retention {
                        days: None,
                        megabytes: 900,
                    })
                });
            }
            _ => {}
        }
    }
    let status = history.status();
    note(&format!("dropped {}", status.dropped));
    if status.waiting > 0 {
        assert_ne!(status.recording, Recording::On, "what waits is told");
        note("waits");
    }
    history.close();
    note("closed");
}

/// Not a test: what the others run on a bad disk.
#[test]
#[ignore = "the others run it"]
fn child() {
    let Some(folder) = folder() else {
        return;
    };
    for _ in 0..2 {
        match History::open(&folder, TestClock::at(NOW).options()) {
            Ok((history, aside)) => {
                note(&format!("opened, aside: {}", aside.is_some()));
                return work(&history);
            }
            Err(error) => note(&format!("told open: {error:?}")),
        }
    }
}

/// The number after the last note that begins so.
fn last<'a>(notes: impl Iterator<Item = &'a str>, word: &str) -> Option<i64> {
    let numbers = notes.filter_map(|note| note.strip_prefix(word)?.trim().parse().ok());
    numbers.last()
}

/// What was flushed at least, what was recorded at most, in order and without a gap; all else that is there fits to it.
fn whole(history: &History, ran: &Ran, end: usize, at_least: i64, what: &str) {
    let series = number(history, "recorded");
    let found = pairs(&all(history, series));
    let expected: Vec<_> = (0..ALL).map(sample).map(|it| (it.at, it.value)).collect();
    assert_eq!(found, expected[..found.len()], "{what}: without a gap");
    let at_most = last(ran.notes(end), "recorded").unwrap_or(0);
    let there = found.len() as i64;
    // The next batch may have been written before it was noted as recorded.
    assert!(
        (at_least..=at_most + OF_ROUND).contains(&there),
        "{what}: {there}, not {at_least} to {at_most}"
    );
    assert_rollups_are_of_the_samples(history, series);
    let imported = number(history, "imported");
    let found = all(history, imported).len() as i64;
    let done = ran.notes(end).any(|note| note == "ok import");
    assert!(
        found == IMPORTED || (found == 0 && (!done || at_least == 0)),
        "{what}: half an import: {found}"
    );
    assert_rollups_are_of_the_samples(history, imported);
}

fn reopened(folder: &Path, what: &str) -> History {
    let (history, aside) = History::open(folder, TestClock::at(NOW).options()).unwrap();
    assert_eq!(aside, None, "{what}: sound");
    history
}

/// Samples that were in the file when the child ended: those before a flush that was acknowledged.
fn flushed(ran: &Ran) -> i64 {
    let (mut recorded, mut flushed) = (0, 0);
    for note in ran.said() {
        if let Some(number) = note.strip_prefix("recorded ") {
            recorded = number.parse().unwrap();
        } else if note == "ok flush" {
            flushed = recorded;
        }
    }
    flushed
}

#[test]
fn a_change_that_fails_is_waited_for_and_costs_no_sample() {
    for how in [How::Fails, How::Full] {
        let hit = sweep(CHILD, how, nothing, |folder, ran, at| {
            let what = format!("{how:?} at {at}");
            let said = ran.said();
            assert!(
                said.contains(&"dropped 0") && said.contains(&"closed"),
                "{what}: {said:?}"
            );
            assert_eq!(flushed(ran), ALL, "{what}: it goes on");
            whole(&reopened(folder, &what), ran, usize::MAX, ALL, &what);
        });
        assert!(hit > 60, "{hit} changes");
    }
}

#[test]
fn a_disk_that_fails_from_some_moment_on_loses_nothing_that_was_flushed() {
    for how in [How::FailsOn, How::FullOn] {
        let hit = sweep(CHILD, how, nothing, |folder, ran, at| {
            let what = format!("{how:?} from {at}");
            let said = ran.said();
            assert!(
                flushed(ran) == ALL
                    || said.contains(&"waits")
                    || said.iter().any(|it| it.starts_with("told open")),
                "{what}: what is not written is told: {said:?}"
            );
            whole(
                &reopened(folder, &what),
                ran,
                usize::MAX,
                flushed(ran),
                &what,
            );
        });
        assert!(hit > 60, "{hit} changes");
    }
}

#[test]
fn a_kill_at_any_change_loses_nothing_that_was_flushed() {
    for how in [How::Kill, How::Torn] {
        sweep(CHILD, how, nothing, |folder, ran, at| {
            let what = format!("{how:?} at {at}");
            whole(
                &reopened(folder, &what),
                ran,
                usize::MAX,
                flushed(ran),
                &what,
            );
        });
    }
}

#[test]
fn a_power_loss_at_any_moment_leaves_a_sound_file_without_gaps() {
    let steps = power_loss(CHILD, nothing, |folder, ran, end| {
        let what = format!("power after step {end}");
        let closed = ran.notes(end).any(|note| note == "closed");
        let at_least = if closed { ALL } else { 0 };
        whole(&reopened(folder, &what), ran, end, at_least, &what);
    });
    assert!(steps > 100, "{steps}");
}

/// What version 2 had recorded, see versions.rs.
fn as_version_2_left_it(history: &History, what: &str) {
    let decimal = all(history, number(history, "decimal"));
    assert_eq!(decimal.len(), 1_200, "{what}");
    assert_eq!(all(history, number(history, "raw")).len(), 300, "{what}");
    assert_eq!(all(history, number(history, "old")).len(), 40, "{what}");
}

#[test]
fn a_file_of_before_is_renewed_whatever_fails_or_kills_meanwhile() {
    for how in [How::Fails, How::Kill, How::Torn] {
        sweep(CHILD, how, of_version_2, |folder, ran, at| {
            let what = format!("{how:?} at {at}");
            let history = reopened(folder, &what);
            as_version_2_left_it(&history, &what);
            whole(&history, ran, usize::MAX, flushed(ran), &what);
        });
    }
}

#[test]
fn a_file_of_before_is_renewed_also_when_the_power_goes_meanwhile() {
    power_loss(CHILD, of_version_2, |folder, ran, end| {
        let what = format!("power after step {end}");
        let history = reopened(folder, &what);
        as_version_2_left_it(&history, &what);
        whole(&history, ran, end, 0, &what);
    });
}

#[test]
fn a_damaged_file_is_set_aside_whole_whatever_kills_meanwhile() {
    let verify = |folder: &Path, ran: &Ran, end: usize, what: &str| {
        let (history, aside) = History::open(folder, TestClock::at(NOW).options()).unwrap();
        assert_set_aside_whole(folder, ran, end, aside.is_some(), what);
        whole(&history, ran, end, 0, what);
    };
    for how in [How::Fails, How::Kill, How::Torn] {
        sweep(CHILD, how, damaged, |folder, ran, at| {
            verify(folder, ran, usize::MAX, &format!("{how:?} at {at}"));
        });
    }
    power_loss(CHILD, damaged, |folder, ran, end| {
        verify(folder, ran, end, &format!("power after step {end}"));
    });
}
