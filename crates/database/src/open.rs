//! Opening, checking, and beginning anew beside what is damaged.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, config::DbConfig};
use tilework_core::Millis;

use super::{aside, private};

/// How long a connection waits for another at most.
pub const BUSY: Duration = Duration::from_secs(5);

/// What a file shall be.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// Of the tables and what lies in them; a file with a higher one is left alone.
    pub version: i64,
    /// Larger files (bytes) are not checked as a whole: that would take seconds.
    pub checked: u64,
    /// Settings of the connection, made before anything is written.
    pub set_up: &'a dyn Fn(&Connection) -> rusqlite::Result<()>,
    /// Makes the tables or renews those of an older version (its number; 0: a new file). Not called for a file that is ready, so that one
    /// can be opened on a full disk.
    pub renew: fn(&Connection, i64) -> rusqlite::Result<()>,
}

impl std::fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// A file that can be used.
#[derive(Debug)]
pub struct Opened<T> {
    pub db: Connection,
    pub loaded: T,
    /// Where a damaged one lies now, in whose place this one is new.
    pub aside: Option<PathBuf>,
}

/// What can be wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    #[error("saved by a newer Tilework")]
    Newer,
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Opens a file or makes it, readable for this account alone, and loads what is kept in memory. A damaged one is set aside, and a new one
/// made.
///
/// # Errors
/// [`Unusable`]; the file is as it was.
pub fn open<T>(
    path: &Path,
    now: Millis,
    form: &Form<'_>,
    load: impl Fn(&Connection) -> rusqlite::Result<T>,
) -> Result<Opened<T>, Unusable> {
    let unfinished = aside::finish(path, now)?;
    match open_sound(path, form, &load) {
        Err(Unusable::Sql(error)) if is_damage(&error) => {
            let aside = aside::set_aside(path, now)?;
            let sound = open_sound(path, form, &load)?;
            Ok(sound.opened(Some(aside)))
        }
        opened => opened.map(|sound| {
            // Also where one was set aside, and making this one then failed: nobody was told yet.
            let before = || aside::damaged(path).pop().filter(|_| sound.new);
            let aside = unfinished.or_else(before);
            sound.opened(aside)
        }),
    }
}

struct Sound<T> {
    db: Connection,
    loaded: T,
    /// Made just now.
    new: bool,
}

impl<T> Sound<T> {
    fn opened(self, aside: Option<PathBuf>) -> Opened<T> {
        Opened {
            db: self.db,
            loaded: self.loaded,
            aside,
        }
    }
}

fn open_sound<T>(
    path: &Path,
    form: &Form<'_>,
    load: impl Fn(&Connection) -> rusqlite::Result<T>,
) -> Result<Sound<T>, Unusable> {
    // SQLite gives the log the rights of the file, but only when it makes it.
    private::make_file(path)?;
    for part in ["-wal", "-shm"] {
        private::tighten(&aside::beside(path, part));
    }
    let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let db = Connection::open(path)?;
    let merges_log = |merges: bool| {
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !merges)
            .map(|_| ())
    };
    // A damaged file is closed as it is, its log beside it.
    merges_log(false)?;
    db.busy_timeout(BUSY)?;
    let found: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > form.version {
        merges_log(true)?;
        return Err(Unusable::Newer);
    }
    (form.set_up)(&db)?;
    // Where a sync does not reach the disk itself without it (Apple's systems); the others do not know it.
    db.pragma_update(None, "fullfsync", true)?;
    if bytes <= form.checked {
        check(&db)?;
    }
    if found < form.version {
        (form.renew)(&db, found)?;
    }
    let loaded = load(&db)?;
    merges_log(true)?;
    Ok(Sound {
        db,
        loaded,
        new: found == 0,
    })
}

/// # Errors
/// Damage.
pub fn check(db: &Connection) -> rusqlite::Result<()> {
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        Err(rusqlite::Error::SqliteFailure(corrupt, Some(verdict)))
    }
}

/// The file as a whole cannot be used.
#[must_use]
pub fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: Form<'_> = Form {
        version: 2,
        checked: u64::MAX,
        set_up: &|db| db.pragma_update(None, "journal_mode", "WAL"),
        renew: |db, found| {
            let begin = "CREATE TABLE a (b); PRAGMA user_version = 2;";
            let renew = "INSERT INTO a VALUES ('renewed'); PRAGMA user_version = 2;";
            db.execute_batch(if found == 0 { begin } else { renew })
        },
    };

    fn rows(db: &Connection) -> rusqlite::Result<i64> {
        db.query_row("SELECT count(*) FROM a", [], |row| row.get(0))
    }

    fn opened(path: &Path) -> Opened<i64> {
        open(path, 7, &FORM, rows).unwrap()
    }

    /// A file with a row that lies in its log alone, as a kill leaves it.
    fn with_a_log(folder: &Path) -> PathBuf {
        let path = folder.join("a.db");
        let db = opened(&path).db;
        db.execute_batch("INSERT INTO a VALUES (1)").unwrap();
        let killed = folder.join("killed.db");
        for part in ["", "-wal"] {
            std::fs::copy(aside::beside(&path, part), aside::beside(&killed, part)).unwrap();
        }
        killed
    }

    #[test]
    fn a_file_is_made_once_and_renewed_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        assert_eq!(opened(&path).loaded, 0);
        assert_eq!(opened(&path).loaded, 0);
        let db = Connection::open(&path).unwrap();
        db.pragma_update(None, "user_version", 1).unwrap();
        drop(db);
        assert_eq!(opened(&path).loaded, 1);
        assert_eq!(opened(&path).loaded, 1);
    }

    #[test]
    fn what_is_synced_is_on_the_disk_itself() {
        let folder = tempfile::tempdir().unwrap();
        let db = opened(&folder.path().join("a.db")).db;
        let full: i64 = db
            .query_row("PRAGMA fullfsync", [], |row| row.get(0))
            .unwrap();
        assert_eq!(full, 1);
    }

    #[test]
    fn what_a_kill_left_in_the_log_is_there() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(opened(&with_a_log(folder.path())).loaded, 1);
    }

    #[test]
    fn the_log_of_a_damaged_file_lies_beside_it_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = with_a_log(folder.path());
        let log = std::fs::read(aside::beside(&path, "-wal")).unwrap();
        let damaged = |_: &Connection| -> rusqlite::Result<()> {
            let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
            Err(rusqlite::Error::SqliteFailure(corrupt, None))
        };
        assert!(open(&path, 8, &FORM, damaged).is_err(), "twice damaged");
        let kept = aside::damaged(&path).remove(0);
        assert_eq!(std::fs::read(aside::beside(&kept, "-wal")).unwrap(), log);
    }

    #[test]
    fn a_kill_while_it_is_set_aside_is_told_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = with_a_log(folder.path());
        let log = std::fs::read(aside::beside(&path, "-wal")).unwrap();
        std::fs::rename(&path, aside::beside(&path, ".damaged-5")).unwrap();
        let opened = opened(&path);
        assert_eq!((opened.loaded, opened.aside.is_some()), (0, true));
        let kept = aside::beside(&path, ".damaged-5-wal");
        assert_eq!(std::fs::read(kept).unwrap(), log);
    }

    #[test]
    fn a_file_whose_making_failed_tells_in_whose_place_it_is_when_it_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        std::fs::write(&path, "garbage ".repeat(1_000)).unwrap();
        let full = Form {
            renew: |_, _| {
                let full = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
                Err(rusqlite::Error::SqliteFailure(full, None))
            },
            ..FORM
        };
        assert!(open(&path, 7, &full, rows).is_err());
        assert!(opened(&path).aside.is_some_and(|aside| aside.exists()));
        assert_eq!(opened(&path).aside, None, "told once");
    }

    #[test]
    fn a_file_of_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let db = Connection::open(&path).unwrap();
        db.execute_batch("CREATE TABLE other (a); PRAGMA user_version = 3")
            .unwrap();
        drop(db);
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(open(&path, 7, &FORM, rows), Err(Unusable::Newer)));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_file_and_what_belongs_to_it() {
        use std::{fs, os::unix::fs::PermissionsExt};

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let _db = opened(&path).db;
        for part in ["", "-wal", "-shm"] {
            let meta = fs::metadata(aside::beside(&path, part)).unwrap();
            assert_eq!(meta.permissions().mode() & 0o777, 0o600, "{part}");
        }
    }
}
