//! The SQLite file of the documents.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};
use tilework_core::Millis;

use super::StoreError;

const FILE: &str = "tilework.db";
const LOCK: &str = "tilework.lock";
/// Of the tables, not of the documents in them: those carry their own.
const VERSION: i64 = 1;
const KEPT: u32 = 50;

/// What a document is. The name is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    Broker,
    Dashboard,
}

impl DocumentKind {
    fn name(self) -> &'static str {
        match self {
            Self::Broker => "broker",
            Self::Dashboard => "dashboard",
        }
    }
}

/// A document as it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub revision: u32,
    pub body: String,
}

#[derive(Debug)]
pub struct Store {
    db: Connection,
    /// Held while the folder is ours: two engines on one folder would undo each other's edits.
    _lock: File,
}

impl Store {
    pub fn open(folder: &Path, now: Millis) -> Result<(Self, Option<PathBuf>), StoreError> {
        let failed_io = |error: std::io::Error| StoreError::Failed(error.to_string());
        std::fs::create_dir_all(folder).map_err(failed_io)?;
        let lock = File::create(folder.join(LOCK)).map_err(failed_io)?;
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(StoreError::Failed(
                "another Tilework is open on the same data folder".to_owned(),
            ));
        }
        let path = folder.join(FILE);
        let (db, aside) = match open_sound(&path) {
            Ok(db) => (db, None),
            Err(error) if is_damage(&error) => {
                let aside = set_aside(&path, now)?;
                (open_sound(&path).map_err(failed)?, Some(aside))
            }
            Err(error) => return Err(failed(error)),
        };
        let store = Self { db, _lock: lock };
        let found: i64 = store
            .db
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(failed)?;
        if found > VERSION {
            return Err(StoreError::Newer);
        }
        store.create().map_err(failed)?;
        Ok((store, aside))
    }

    fn create(&self) -> rusqlite::Result<()> {
        self.db.execute_batch(
            "CREATE TABLE IF NOT EXISTS document (
                kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
                saved_at INTEGER NOT NULL, body TEXT,
                PRIMARY KEY (kind, id, revision)
             ) STRICT;
             CREATE TABLE IF NOT EXISTS birth (
                number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id)
             ) STRICT;
             PRAGMA user_version = 1;",
        )
    }

    pub fn all(&self, kind: DocumentKind) -> Result<Vec<Row>, StoreError> {
        let mut query = self
            .db
            .prepare(
                "SELECT d.id, d.revision, d.body FROM birth b JOIN document d ON d.kind = b.kind AND d.id = b.id
                 WHERE b.kind = ?1 AND d.body IS NOT NULL AND d.revision =
                    (SELECT max(revision) FROM document WHERE kind = b.kind AND id = b.id)
                 ORDER BY b.number",
            )
            .map_err(failed)?;
        let rows = query
            .query_map([kind.name()], |row| {
                Ok(Row {
                    id: row.get(0)?,
                    revision: row.get(1)?,
                    body: row.get(2)?,
                })
            })
            .map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    pub fn append(
        &mut self,
        kind: DocumentKind,
        id: &str,
        body: Option<&str>,
        now: Millis,
    ) -> Result<u32, StoreError> {
        let write = |db: &mut Connection| -> rusqlite::Result<u32> {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let kind = kind.name();
            tx.execute(
                "INSERT OR IGNORE INTO birth (kind, id) VALUES (?1, ?2)",
                params![kind, id],
            )?;
            let revision: u32 = tx.query_row(
                "SELECT coalesce(max(revision), 0) + 1 FROM document WHERE kind = ?1 AND id = ?2",
                params![kind, id],
                |row| row.get(0),
            )?;
            tx.execute(
                "INSERT INTO document (kind, id, revision, saved_at, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![kind, id, revision, now, body],
            )?;
            tx.execute(
                "DELETE FROM document WHERE kind = ?1 AND id = ?2 AND revision <= ?3",
                params![kind, id, revision.saturating_sub(KEPT)],
            )?;
            tx.commit()?;
            Ok(revision)
        };
        write(&mut self.db).map_err(failed)
    }

    pub fn revision(
        &self,
        kind: DocumentKind,
        id: &str,
        revision: u32,
    ) -> Result<Option<String>, StoreError> {
        self.db
            .query_row(
                "SELECT body FROM document WHERE kind = ?1 AND id = ?2 AND revision = ?3",
                params![kind.name(), id, revision],
                |row| row.get::<_, Option<String>>(0),
            )
            .optional()
            .map(Option::flatten)
            .map_err(failed)
    }
}

fn open_sound(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open(path)?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(db)
    } else {
        Err(damaged())
    }
}

fn failed(error: rusqlite::Error) -> StoreError {
    StoreError::Failed(error.to_string())
}

fn damaged() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
        None,
    )
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// Renames the file and what belongs to it, so that nothing of it is lost.
fn set_aside(path: &Path, now: Millis) -> Result<PathBuf, StoreError> {
    let name = |suffix: &str| PathBuf::from(format!("{}.damaged-{now}{suffix}", path.display()));
    for suffix in ["-wal", "-shm", ""] {
        let from = PathBuf::from(format!("{}{suffix}", path.display()));
        if from.exists() {
            std::fs::rename(&from, name(suffix))
                .map_err(|error| StoreError::Failed(error.to_string()))?;
        }
    }
    Ok(name(""))
}
