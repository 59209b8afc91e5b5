use std::{
    fs::OpenOptions,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use tilework_history::HistoryError;

use crate::*;

/// A file with some samples, closed.
fn filled(folder: &Path) -> PathBuf {
    let history = open(folder);
    let series = number(&history, "a");
    for step in 0..20_000 {
        history.record(series, MIDNIGHT + step * 3000, step as f64 / 7.0);
    }
    history.close();
    folder.join("history.db")
}

fn assert_set_aside(folder: &Path) {
    let (history, aside) = History::open(folder, TestClock::at(MIDNIGHT + DAY).options()).unwrap();
    let aside = aside.expect("the damage is reported");
    assert!(aside.exists(), "and nothing of it is lost");
    let series = number(&history, "a");
    history.record(series, MIDNIGHT, 1.0);
    assert_eq!(all(&history, series).len(), 1, "recording goes on");
}

#[test]
fn a_file_of_garbage_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("history.db"), vec![7; 100_000]).unwrap();
    assert_set_aside(folder.path());
}

#[test]
fn a_file_cut_short_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let file = OpenOptions::new()
        .write(true)
        .open(filled(folder.path()))
        .unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length / 2 / 4096 * 4096).unwrap();
    assert_set_aside(folder.path());
}

#[test]
fn a_file_with_a_damaged_page_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let file = OpenOptions::new()
        .write(true)
        .open(filled(folder.path()))
        .unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    for page in pages / 4..pages / 2 {
        file.write_all_at(&[0xa5; 64], page * 4096).unwrap();
    }
    assert_set_aside(folder.path());
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let db = rusqlite::Connection::open(path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    let opened = History::open(folder.path(), TestClock::at(MIDNIGHT).options());
    assert_eq!(opened.err(), Some(HistoryError::Newer));
}

#[test]
fn damage_that_shows_while_recording_sets_the_file_aside_and_recording_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let history = open(folder.path());
    let series = number(&history, "a");
    history.flush().unwrap();
    // Every page but the first, so that whatever is written next meets damage; in the file, past the log and every cache.
    let file = OpenOptions::new().write(true).open(path).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    for page in 1..pages {
        file.write_all_at(&[0xa5; 4096], page * 4096).unwrap();
    }
    let mut topic = 0;
    until("the damage is met", || {
        topic += 1;
        let new = number(&history, &format!("topic {topic}"));
        history.record(new, MIDNIGHT + DAY, 1.0);
        history.record(series, MIDNIGHT + DAY + topic, 1.0);
        let _ = history.flush();
        let _ = history
            .reader()
            .buckets(series, Level::Minute, Millis::MIN, Millis::MAX);
        history.status().set_aside.is_some()
    });
    assert!(history.status().set_aside.unwrap().exists());
    history.record(series, MIDNIGHT + 2 * DAY, 5.0);
    assert_eq!(all(&history, series).last().unwrap().value, 5.0);
    history.close();
    let history = open(folder.path());
    assert_eq!(
        number(&history, "a"),
        series,
        "series are in the new file under their numbers"
    );
    assert_eq!(all(&history, series).last().unwrap().value, 5.0);
}

#[test]
fn one_damaged_block_costs_only_its_samples() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let db = rusqlite::Connection::open(path).unwrap();
    let lost: i32 = db
        .query_row(
            "UPDATE block SET data = zeroblob(size) WHERE id = 7 RETURNING count",
            [],
            |row| row.get(0),
        )
        .unwrap();
    drop(db);
    let history = open(folder.path());
    let series = number(&history, "a");
    history.flush().unwrap();
    let mut count = 0;
    let mut read = || {
        count = 0;
        history
            .reader()
            .samples(series, Millis::MIN, Millis::MAX, &mut |_| {
                count += 1;
                ControlFlow::Continue(())
            })
    };
    assert!(read().is_err(), "said once");
    until("the rest can be read", || read().is_ok());
    assert_eq!(count, 20_000 - lost);
    let minutes = history
        .reader()
        .buckets(series, Level::Minute, Millis::MIN, Millis::MAX)
        .unwrap();
    assert_eq!(
        minutes.iter().map(|bucket| bucket.count).sum::<u64>(),
        20_000
    );
}

#[test]
fn damaged_rollups_are_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute("UPDATE rollup SET data = zeroblob(99)", [])
        .unwrap();
    drop(db);
    let history = open(folder.path());
    let series = number(&history, "a");
    for level in [Level::Minute, Level::Hour] {
        until("they can be read", || {
            history
                .reader()
                .buckets(series, level, Millis::MIN, Millis::MAX)
                .is_ok()
        });
    }
    assert_rollups_are_of_the_samples(&history, series);
}
