use super::*;
use crate::{History, Options};

fn open(folder: &std::path::Path) -> History {
    History::open(folder, Options::default()).unwrap().0
}

#[test]
fn a_panic_of_the_thread_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    let asked: Result<(), _> = history.ask(|_| panic!("as a test wants it"));
    assert!(asked.is_err());
    // The caller may hear of the end before it is complete.
    history.close();
    assert!(matches!(history.status().recording, Recording::Failed(_)));
}

#[test]
fn trouble_is_over_when_the_heartbeat_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let history = open(folder.path());
    history.flush().unwrap();
    history.shared.inbox().trouble = Some(Recording::DiskFull);
    let beat = |writer: &mut Writer| {
        writer.beat();
        Ok(())
    };
    history
        .ask(move |writer| {
            writer.held = Some(Batch::default());
            beat(writer)
        })
        .unwrap();
    assert_eq!(history.status().recording, Recording::DiskFull);
    history
        .ask(move |writer| {
            writer.held = None;
            beat(writer)
        })
        .unwrap();
    assert_eq!(history.status().recording, Recording::On);
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
    history.ask(|writer| writer.alive()).unwrap();
    let begun = Instant::now();
    history.ask(Writer::checkpoint).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(3));
}
