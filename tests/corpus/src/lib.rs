//! The inputs of `fuzz/corpus`, for tests: what the fuzzers found worth keeping, and whatever once did harm.

#![allow(
    clippy::unwrap_used,
    reason = "a failed step of a test should panic with its words"
)]

use std::{fs, path::Path};

/// Feeds `check` with every input of a target.
///
/// # Panics
/// There is none, or `check` panics; then the file's name is printed.
pub fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files.sort();
    for file in files {
        let input = fs::read(&file).unwrap();
        eprintln!("{}", file.display());
        check(&input);
    }
}
