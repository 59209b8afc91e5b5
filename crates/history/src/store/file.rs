//! The SQLite file of the history: what it is made of, and its pages.
//!
//! A file up to 64 MB is checked whole at each start. A larger one is not: that would take seconds. SQLite itself finds a file that is
//! shorter than it says, every block carries a checksum, and damage that is found later sets the file aside just the same.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use tilework_core::Millis;
use tilework_database::{BUSY, Form, Opened, Unusable};

pub const FILE: &str = "history.db";
const CHECKED: u64 = 64_000_000;
/// SQLite's default, said here because sizes are reckoned with it.
pub const PAGE: u64 = 4096;

/// Opens or makes the file, which has at most `pages`, and loads what is kept in memory.
///
/// # Errors
/// It is of a newer version, or can neither be opened nor made.
pub fn open<T>(
    path: &Path,
    now: Millis,
    pages: Option<u32>,
    load: impl Fn(&Connection) -> rusqlite::Result<T>,
) -> Result<Opened<T>, Unusable> {
    let form = Form {
        version: 4,
        checked: CHECKED,
        set_up: &|db| set_up(db, pages),
        renew,
    };
    tilework_database::open(path, now, &form, load)
}

fn set_up(db: &Connection, pages: Option<u32>) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(64);
    // Only counts for a new file, and must come before its first page.
    db.pragma_update(None, "page_size", PAGE as i64)?;
    db.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "journal_size_limit", 16_000_000)?;
    // It fills within minutes of a busy board and stays: a writer reads back little, with 10,000 series as well.
    db.pragma_update(None, "cache_size", -2500)?;
    if let Some(pages) = pages {
        db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    Ok(())
}

/// Version 2 brought outages of one series. Version 3 tags the blocks that it writes; those of before stay as they are, see `codec`. Version 4 knows
/// falls of a meter that are none; rollups of before are folded again by the sweeps.
fn renew(db: &Connection, found: i64) -> rusqlite::Result<()> {
    match found {
        1 => db.execute_batch(
            "BEGIN IMMEDIATE;
             ALTER TABLE outage ADD COLUMN series INTEGER;
             CREATE INDEX outage_place ON outage (series, start);
             PRAGMA user_version = 4;
             COMMIT;",
        ),
        2 | 3 => db.execute_batch("PRAGMA user_version = 4"),
        _ => create(db),
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
         PRAGMA user_version = 4;
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

pub fn set(db: &Connection, name: &str, value: i64) -> rusqlite::Result<()> {
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

/// Gives free pages at the end of the file back to the system. Each step of the statement gives back one.
pub fn give_back(db: &Connection, pages: u64) -> rusqlite::Result<()> {
    let mut vacuum = db.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut steps = vacuum.query([])?;
    while steps.next()?.is_some() {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_pages_are_given_back_as_are_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let db = open(&path, 0, None, |_| Ok(())).unwrap().db;
        db.execute_batch(
            "WITH RECURSIVE row(key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM row LIMIT 1500)
             INSERT INTO rollup SELECT key, zeroblob(4000) FROM row;
             DELETE FROM rollup;",
        )
        .unwrap();
        let free = pages(&db).unwrap().1;
        assert!(free > 1000, "{free}");
        give_back(&db, 256).unwrap();
        assert_eq!(pages(&db).unwrap().1, free - 256);
    }
}
