//! The SQLite file of the history: how it is made, opened, checked and set aside.
//!
//! A file up to 64 MB is checked whole at each start. A larger one is not: that would take seconds. SQLite itself finds a file that is
//! shorter than it says, every block carries a checksum, and damage that is found later sets the file aside just the same.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use tilework_core::Millis;

use super::fault::Fault;

pub const FILE: &str = "history.db";
/// Of the tables, and of how blocks and chunks are encoded.
const VERSION: i64 = 2;
/// How long a connection waits for another at most.
pub const BUSY: Duration = Duration::from_secs(5);
const CHECKED: u64 = 64_000_000;
/// SQLite's default, said here because sizes are reckoned with it.
pub const PAGE: u64 = 4096;

/// What can be wrong with a file at the start.
#[derive(Debug)]
pub enum Unusable {
    Newer,
    Fault(Fault),
}

impl<T: Into<Fault>> From<T> for Unusable {
    fn from(fault: T) -> Self {
        Self::Fault(fault.into())
    }
}

/// Opens or makes the file and loads what is kept in memory. A damaged one is set aside, and the last value says where.
pub fn open<T>(
    path: &Path,
    now: Millis,
    pages: Option<u32>,
    load: impl Fn(&Connection) -> Result<T, Fault>,
) -> Result<(Connection, T, Option<PathBuf>), Unusable> {
    let open = || -> Result<(Connection, T), Unusable> {
        let db = open_sound(path, pages)?;
        let loaded = load(&db)?;
        Ok((db, loaded))
    };
    let mut aside = None;
    let (db, loaded) = match open() {
        Err(Unusable::Fault(fault)) if fault.is_damage() => {
            aside = Some(set_aside(path, now)?);
            open()?
        }
        opened => opened?,
    };
    Ok((db, loaded, aside))
}

fn open_sound(path: &Path, pages: Option<u32>) -> Result<Connection, Unusable> {
    let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let db = Connection::open(path)?;
    db.busy_timeout(BUSY)?;
    db.set_prepared_statement_cache_capacity(64);
    // Only counts for a new file, and must come before its first page.
    db.pragma_update(None, "page_size", PAGE as i64)?;
    db.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "journal_size_limit", 16_000_000)?;
    db.pragma_update(None, "cache_size", -8000)?;
    if let Some(pages) = pages {
        db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    let found: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > VERSION {
        return Err(Unusable::Newer);
    }
    if bytes <= CHECKED {
        check(&db)?;
    }
    // Nothing is written to a file that is ready: it can be opened on a full disk.
    match found {
        VERSION => {}
        1 => renew(&db)?,
        _ => create(&db)?,
    }
    Ok(db)
}

/// # Errors
/// Damage.
pub fn check(db: &Connection) -> Result<(), Fault> {
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        Err(rusqlite::Error::SqliteFailure(corrupt, Some(verdict)).into())
    }
}

fn create(db: &Connection) -> rusqlite::Result<()> {
    // `block_place` answers where samples lie and how many they are without reading a block. Blocks of a series do not overlap; those
    // that begin at the same time are in the order of their ids.
    db.execute_batch(
        "BEGIN IMMEDIATE;
         CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value INTEGER) STRICT, WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS series (
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, broker TEXT NOT NULL, source TEXT NOT NULL,
            keep INTEGER NOT NULL, kept_from INTEGER NOT NULL
         ) STRICT;
         CREATE TABLE IF NOT EXISTS word (
            series INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (series, number)
         ) STRICT, WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS block (
            id INTEGER PRIMARY KEY, series INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
            count INTEGER NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL
         ) STRICT;
         CREATE INDEX IF NOT EXISTS block_place ON block (series, start, id, stop, count, size);
         CREATE TABLE IF NOT EXISTS rollup (key INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
         CREATE TABLE IF NOT EXISTS outage (
            id INTEGER PRIMARY KEY, broker TEXT, start INTEGER NOT NULL, stop INTEGER, series INTEGER
         ) STRICT;
         CREATE INDEX IF NOT EXISTS outage_place ON outage (series, start);
         CREATE TABLE IF NOT EXISTS doomed (series INTEGER PRIMARY KEY) STRICT;
         PRAGMA user_version = 2;
         COMMIT;",
    )
}

/// Outages of one series came with version 2.
fn renew(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "BEGIN IMMEDIATE;
         ALTER TABLE outage ADD COLUMN series INTEGER;
         CREATE INDEX outage_place ON outage (series, start);
         PRAGMA user_version = 2;
         COMMIT;",
    )
}

/// A connection for reading only.
pub fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    db.busy_timeout(BUSY)?;
    db.set_prepared_statement_cache_capacity(64);
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "cache_size", -4000)?;
    Ok(db)
}

pub fn setting(db: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

pub fn set(db: &Connection, name: &str, value: Option<i64>) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)")?
        .execute(params![name, value])
        .map(|_| ())
}

/// Pages that hold something, and pages that are free.
pub fn pages(db: &Connection) -> rusqlite::Result<(u64, u64)> {
    let number = |pragma: &str| db.query_row(pragma, [], |row| row.get::<_, i64>(0));
    let all = number("PRAGMA page_count")?;
    let free = number("PRAGMA freelist_count")?;
    Ok(((all - free).unsigned_abs(), free.unsigned_abs()))
}

/// With what belongs to it.
pub fn on_disk(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Renames the file and what belongs to it, so that nothing of it is lost.
pub fn set_aside(path: &Path, now: Millis) -> std::io::Result<PathBuf> {
    let mut aside = on_disk(path, &format!(".damaged-{now}"));
    let mut again = 1;
    while aside.exists() {
        again += 1;
        aside = on_disk(path, &format!(".damaged-{now}-{again}"));
    }
    for suffix in ["-wal", "-shm", ""] {
        let from = on_disk(path, suffix);
        if from.exists() {
            std::fs::rename(&from, on_disk(&aside, suffix))?;
        }
    }
    Ok(aside)
}
