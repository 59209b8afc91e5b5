//! The files of the data folder, as they lie there.

use std::path::Path;

use tilework_database::{beside, damaged};

use super::{DataFile, FileFigures};

const FILES: [(DataFile, &str); 2] = [
    (DataFile::Documents, "tilework.db"),
    (DataFile::History, "history.db"),
];
/// What SQLite writes beside a file.
const PARTS: [&str; 2] = ["", "-wal"];

/// One that is not there is empty.
pub fn figures(folder: &Path) -> Vec<FileFigures> {
    let figures = FILES.iter().map(|(file, name)| {
        let path = folder.join(name);
        let parts = PARTS.iter().map(|part| beside(&path, part));
        let bytes = parts.filter_map(|part| std::fs::metadata(part).ok());
        FileFigures {
            file: *file,
            bytes: bytes.map(|it| it.len()).sum(),
            set_aside: u32::try_from(damaged(&path).len()).unwrap_or(u32::MAX),
        }
    });
    figures.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_with_its_log_and_what_was_set_aside_is_counted_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: usize| {
            std::fs::write(folder.path().join(name), vec![0; bytes]).unwrap();
        };
        write("history.db", 100);
        write("history.db-wal", 20);
        write("history.db-shm", 7);
        tilework_database::set_aside(&folder.path().join("history.db"), 5).unwrap();
        write("history.db", 3);
        let figures = figures(folder.path());
        let of = |file| figures.iter().find(|it| it.file == file).unwrap();
        assert_eq!(
            (of(DataFile::History).bytes, of(DataFile::History).set_aside),
            (3, 1)
        );
        assert_eq!(
            (
                of(DataFile::Documents).bytes,
                of(DataFile::Documents).set_aside
            ),
            (0, 0)
        );
    }
}
