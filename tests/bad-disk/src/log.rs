//! What a child did to its folder, and what it said of itself, in their order.

use std::path::{Path, PathBuf};

/// Files are known by the number that the file system gave them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Created {
        file: u64,
        path: PathBuf,
    },
    Wrote {
        file: u64,
        place: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: u64,
        length: usize,
    },
    Synced {
        file: u64,
    },
    /// What was written before is lost for good, although it can be read.
    SyncFailed {
        file: u64,
    },
    FolderSynced,
    Renamed {
        from: PathBuf,
        to: PathBuf,
    },
    Removed {
        path: PathBuf,
    },
    /// The disk failed here, or the child was killed.
    Failed,
    /// [`crate::note`].
    Note(String),
}

const HEAD: usize = 33;

/// What a killed child left half written at the end is left out.
pub fn read(path: &Path) -> Vec<Step> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let mut rest = bytes.as_slice();
    let mut steps = vec![];
    while let Some((step, after)) = next(rest) {
        steps.push(step);
        rest = after;
    }
    steps
}

fn next(bytes: &[u8]) -> Option<(Step, &[u8])> {
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 8)?;
        Some(u64::from_ne_bytes(bytes.try_into().ok()?))
    };
    let (kind, file, place) = (*bytes.first()?, number(1)?, number(9)? as usize);
    let (one, two) = (number(17)? as usize, number(25)? as usize);
    let first = bytes.get(HEAD..HEAD + one)?;
    let second = bytes.get(HEAD + one..HEAD + one + two)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let path = |bytes| PathBuf::from(text(bytes));
    let step = match kind {
        b'C' => Step::Created {
            file,
            path: path(first),
        },
        b'W' => Step::Wrote {
            file,
            place,
            bytes: second.to_vec(),
        },
        b'T' => Step::Cut {
            file,
            length: place,
        },
        b'S' => Step::Synced { file },
        b'X' => Step::SyncFailed { file },
        b'D' => Step::FolderSynced,
        b'R' => Step::Renamed {
            from: path(first),
            to: path(second),
        },
        b'U' => Step::Removed { path: path(first) },
        b'F' => Step::Failed,
        _ => Step::Note(text(second)),
    };
    Some((step, bytes.get(HEAD + one + two..)?))
}

/// A record of a child's own.
pub fn note(text: &str) -> Vec<u8> {
    let mut record = vec![b'N'];
    for number in [0, 0, 0, text.len() as u64] {
        record.extend(number.to_ne_bytes());
    }
    record.extend(text.as_bytes());
    record
}
