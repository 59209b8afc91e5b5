//! A database that is damaged, and what has to become of it.

use std::path::Path;

use crate::Ran;

/// Of a database in WAL mode.
const PARTS: [&str; 2] = ["", "-wal"];

fn garbage(part: &str) -> String {
    format!("what is left of somebody's work{part} ").repeat(400)
}

/// Makes a damaged file with its log, which a child has to set aside.
///
/// # Panics
/// The folder cannot be written.
pub fn damage(folder: &Path, file: &str) {
    for part in PARTS {
        std::fs::write(folder.join(format!("{file}{part}")), garbage(part)).unwrap();
    }
}

/// What lay there is there, in one place or the other, and somebody was told or is told now, by the start after the child's. A child notes
/// `opened, aside: true`, `told open…` where it could not, and `ok…` for what it did.
///
/// # Panics
/// It is not.
pub fn assert_set_aside_whole(folder: &Path, ran: &Ran, end: usize, told_now: bool, what: &str) {
    let told = ran.notes(end).any(|said| said == "opened, aside: true");
    // A start that ended when the new file was there and before anybody was told: the data screen counts what lies beside.
    let worked = ran.notes(end).any(|said| said.starts_with("ok"));
    let failed = ran.notes(end).any(|said| said.starts_with("told open"));
    assert!(
        told || told_now || failed || !worked,
        "{what}: told where it lies"
    );
    for part in PARTS {
        let kept = std::fs::read_dir(folder).unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes == garbage(part).as_bytes()
        });
        assert!(kept, "{what}: the damaged file{part} is whole");
    }
}
