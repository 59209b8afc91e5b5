#![allow(clippy::unwrap_used)]

#[cfg(target_os = "linux")]
mod power;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use rusqlite::Connection;
use tilework_database::Opened;

use super::*;
use crate::{
    History, Options, Retention, SeriesId,
    store::{file, jobs::Job, outages::OutageOf, settings},
};

fn open(folder: &Path) -> History {
    History::open(folder, Options::default()).unwrap().0
}

/// One whose thread is the test.
fn writer(folder: &Path) -> Writer {
    let path = folder.join(file::FILE);
    let opened = file::open(&path, 0, None, settings::load);
    writer_of(path, opened.unwrap())
}

fn writer_of(path: PathBuf, opened: Opened<settings::Loaded>) -> Writer {
    let Opened { db, loaded, .. } = opened;
    let shared = Shared::new(path.clone(), Options::default(), loaded.registry);
    let (shared, pool) = (Arc::new(shared), Arc::new(Pool::new(path)));
    let ledger = Ledger::new(shared.clone(), pool.clone(), db, loaded.outages);
    Writer::new(shared, pool, ledger)
}

#[test]
fn a_panic_of_the_thread_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let armed = Arc::new(AtomicBool::new(false));
    let panics = armed.clone();
    let options = Options {
        clock: Arc::new(move || {
            let of_writer = thread::current().name() == Some("history");
            assert!(
                !(of_writer && panics.load(Ordering::SeqCst)),
                "as a test wants it"
            );
            0
        }),
        ..Options::default()
    };
    let history = History::open(folder.path(), options).unwrap().0;
    armed.store(true, Ordering::SeqCst);
    assert!(history.set_retention(Retention::default()).is_err());
    // The caller may hear of the end before it is complete.
    history.close();
    assert!(matches!(
        history.status().recording,
        Recording::Failed { .. }
    ));
}

#[test]
fn trouble_is_over_when_the_heartbeat_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = writer(folder.path());
    writer.shared.inbox().trouble = Some(Recording::DiskFull);
    writer.held = Some(Batch::default());
    writer.beat();
    assert_eq!(writer.shared.inbox().trouble, Some(Recording::DiskFull));
    writer.held = None;
    writer.beat();
    assert_eq!(writer.shared.inbox().trouble, None);
}

#[test]
fn a_reader_at_work_holds_up_no_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    history.flush().unwrap();
    let reader = Connection::open(folder.path().join(file::FILE)).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM series;")
        .unwrap();
    // Something that lies in the log alone.
    history.set_retention(Retention::default()).unwrap();
    let begun = Instant::now();
    history.shared.ask(Job::Checkpoint).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[test]
fn an_outage_goes_on_when_the_file_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = writer(folder.path());
    let shared = writer.shared.clone();
    shared.outage_began(shared.inbox(), OutageOf::All, shared.now());
    writer.write_all(false);
    writer.set_aside().unwrap();
    let now = shared.now();
    let of = OutageOf::all(SeriesId(1), "home".to_owned());
    assert!(writer.ledger.outages().between(&of, now, now + 1));
    shared.outage_ended(OutageOf::All, now + 60_000);
    writer.write_all(false);
    let outages = writer.ledger.outages();
    assert!(outages.between(&of, now, now + 1));
    assert!(!outages.between(&of, now + 60_000, now + 90_000));
}
