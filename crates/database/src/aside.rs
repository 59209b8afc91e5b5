//! A damaged file is renamed with what belongs to it, so that nothing of it is lost, whenever the program is killed.
//!
//! The file goes before its log. Were it the other way round, a kill in between would leave a file that looks sound and has lost all that
//! was in the log. A log without its file is taken for the rest of a renaming at the next start, before SQLite throws it away.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
};

use tilework_core::Millis;

/// In the order in which they are renamed.
const PARTS: [&str; 4] = ["", "-wal", "-shm", "-journal"];
/// Damaged files that stay: the newest. Each may be as large as the file is allowed to become.
const KEPT: usize = 3;
const DAMAGED: &str = ".damaged-";

/// A name with something added, whatever its encoding.
#[must_use]
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Renames a file to `….damaged-<now>`; of those that lie there already the newest few stay.
///
/// # Errors
/// It cannot be renamed as a whole; calling it again goes on.
pub fn set_aside(path: &Path, now: Millis) -> io::Result<PathBuf> {
    let aside = free_name(path, now);
    for (from, to) in moves(path, &aside) {
        rename(&from, &to)?;
    }
    clean_up(path);
    Ok(aside)
}

/// Ends what a kill left half done: the file's new name, if the file is gone and nobody was told where to.
pub fn finish(path: &Path, now: Millis) -> io::Result<Option<PathBuf>> {
    let empty = match std::fs::metadata(path) {
        Ok(meta) if meta.len() > 0 => return Ok(None),
        // One that was begun and killed before anything was in it; its journal says no more.
        Ok(_) => true,
        Err(_) => false,
    };
    let bytes = |part: &str| std::fs::metadata(beside(path, part)).map(|meta| meta.len());
    if empty && bytes("-wal").unwrap_or(0) == 0 {
        return Ok(None);
    }
    let rest = || PARTS[1..].iter().filter(|part| bytes(part).is_ok());
    let newest = damaged(path).pop();
    let Some(aside) = newest.or_else(|| rest().next().map(|_| free_name(path, now))) else {
        return Ok(None);
    };
    for part in rest() {
        let to = match beside(&aside, part) {
            to if to.exists() => beside(&free_name(path, now), part),
            to => to,
        };
        rename(&beside(path, part), &to)?;
    }
    Ok(Some(aside))
}

/// The damaged files of a database, the oldest first, without their suffixes.
pub fn damaged(path: &Path) -> Vec<PathBuf> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return vec![];
    };
    let Ok(entries) = std::fs::read_dir(folder) else {
        return vec![];
    };
    let found: BTreeMap<_, _> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let (when, suffix) = parse(name, &entry.file_name())?;
            Some((when, beside(path, &suffix)))
        })
        .collect();
    found.into_values().collect()
}

/// When it was set aside and how many were before at the same time, and what its name is longer by than the database's.
fn parse(name: &OsStr, found: &OsStr) -> Option<((Millis, u32), String)> {
    let rest = found
        .as_encoded_bytes()
        .strip_prefix(name.as_encoded_bytes())?;
    let rest = std::str::from_utf8(rest).ok()?;
    let rest = PARTS[1..]
        .iter()
        .find_map(|part| rest.strip_suffix(part))
        .unwrap_or(rest);
    let numbers = rest.strip_prefix(DAMAGED)?;
    let when = match numbers.parse() {
        Ok(at) => (at, 1),
        Err(_) => {
            let (at, again) = numbers.rsplit_once('-')?;
            (at.parse().ok()?, again.parse().ok()?)
        }
    };
    Some((when, rest.to_owned()))
}

fn free_name(path: &Path, now: Millis) -> PathBuf {
    let taken = |name: &Path| PARTS.iter().any(|part| beside(name, part).exists());
    let mut aside = beside(path, &format!("{DAMAGED}{now}"));
    let mut again = 1;
    while taken(&aside) {
        again += 1;
        aside = beside(path, &format!("{DAMAGED}{now}-{again}"));
    }
    aside
}

fn moves(path: &Path, aside: &Path) -> impl Iterator<Item = (PathBuf, PathBuf)> {
    PARTS
        .map(|part| (beside(path, part), beside(aside, part)))
        .into_iter()
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        renamed => renamed?,
    }
    // In this order on the disk too.
    #[cfg(unix)]
    if let Some(folder) = to.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn clean_up(path: &Path) {
    let mut all = damaged(path);
    let stay = all.split_off(all.len().saturating_sub(KEPT));
    for old in &all {
        for part in PARTS {
            let _ = std::fs::remove_file(beside(old, part));
        }
    }
    tracing::warn!(
        stay = stay.len(),
        removed = all.len(),
        "damaged files beside the database"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(folder: &Path) -> PathBuf {
        let path = folder.join("a.db");
        for part in ["", "-wal", "-shm"] {
            std::fs::write(beside(&path, part), format!("of{part}")).unwrap();
        }
        path
    }

    fn assert_whole(aside: &Path) {
        for part in ["", "-wal", "-shm"] {
            let text = std::fs::read_to_string(beside(aside, part)).unwrap();
            assert_eq!(text, format!("of{part}"));
        }
    }

    #[test]
    fn a_kill_after_any_step_loses_nothing() {
        for steps in 0..=PARTS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = filled(folder.path());
            let aside = free_name(&path, 7);
            for (from, to) in moves(&path, &aside).take(steps) {
                rename(&from, &to).unwrap();
            }
            let found = finish(&path, 8).unwrap();
            if steps == 0 {
                assert_eq!(found, None);
                assert_whole(&path);
                continue;
            }
            assert_eq!(found, Some(aside.clone()), "after {steps}");
            assert_whole(&aside);
            assert!(!beside(&path, "-wal").exists(), "not for SQLite to find");
        }
    }

    #[test]
    fn a_log_without_any_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        std::fs::write(beside(&path, "-wal"), "edits").unwrap();
        let aside = finish(&path, 7).unwrap().unwrap();
        let kept = std::fs::read_to_string(beside(&aside, "-wal")).unwrap();
        assert_eq!(kept, "edits");
        assert_eq!(damaged(&path), [aside]);
    }

    #[test]
    fn a_start_that_was_killed_before_anything_was_in_the_file_is_no_damage() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        for part in ["", "-wal"] {
            std::fs::write(beside(&path, part), "").unwrap();
        }
        std::fs::write(beside(&path, "-journal"), "of nothing").unwrap();
        assert_eq!(finish(&path, 7).unwrap(), None);
        std::fs::write(beside(&path, "-wal"), "edits").unwrap();
        assert!(finish(&path, 7).unwrap().is_some(), "but edits are kept");
    }

    #[test]
    fn the_newest_damaged_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        std::fs::write(folder.path().join("a.db.damaged-by-hand"), "").unwrap();
        std::fs::write(folder.path().join("b.db.damaged-1"), "").unwrap();
        for now in [900, 1000, 1000, 1000, 20_000] {
            filled(folder.path());
            assert_whole(&set_aside(&path, now).unwrap());
        }
        let names = ["1000-2", "1000-3", "20000"];
        let stay = names.map(|name| beside(&path, &format!(".damaged-{name}")));
        assert_eq!(damaged(&path), stay);
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 3 * 3 + 2, "nothing else was touched");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_folder_may_have_any_name() {
        use std::os::unix::ffi::OsStrExt;

        let around = tempfile::tempdir().unwrap();
        let folder = around.path().join(OsStr::from_bytes(b"not \xff text"));
        std::fs::create_dir(&folder).unwrap();
        let path = filled(&folder);
        assert_whole(&set_aside(&path, 7).unwrap());
    }
}
