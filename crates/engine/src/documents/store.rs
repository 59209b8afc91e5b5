//! The SQLite file of the documents.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use tilework_core::Millis;
use tilework_database::{self as database, Form, Lock, Opened};

use super::error::StoreError;

const FILE: &str = "tilework.db";
const LOCK: &str = "tilework.lock";
/// How long what is deleted can be had back.
const UNDO: Millis = 30 * 86_400_000;
const KEPT: u32 = 50;

const FORM: Form<'_> = Form {
    // Of the tables, not of the documents in them: those carry their own.
    version: 1,
    checked: u64::MAX,
    set_up: &|db| {
        db.pragma_update(None, "journal_mode", "WAL")?;
        // FULL, and where a log cannot be had, after which SQLite goes on with a journal and says nothing, the folder is synced too.
        db.pragma_update(None, "synchronous", "EXTRA")?;
        // What is deleted is overwritten, not only forgotten.
        db.pragma_update(None, "secure_delete", true)
    },
    renew: |db, _| {
        db.execute_batch(
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
    },
};

/// What a document is. The name is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    Broker,
    Dashboard,
    /// What was said of a broker's devices.
    Discovery,
}

impl DocumentKind {
    fn name(self) -> &'static str {
        match self {
            Self::Broker => "broker",
            Self::Dashboard => "dashboard",
            Self::Discovery => "discovery",
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
    _lock: Lock,
}

impl Store {
    pub fn open(folder: &Path, now: Millis) -> Result<(Self, Option<PathBuf>), StoreError> {
        database::make_folder(folder)?;
        let lock = Lock::take(&folder.join(LOCK))?;
        let Opened { db, aside, .. } = database::open(&folder.join(FILE), now, &FORM, |_| Ok(()))?;
        let mut store = Self { db, _lock: lock };
        // A document that cannot be removed is no reason to open none.
        if let Err(error) = store.remove_deleted(now) {
            tracing::warn!(%error, "deleted documents could not be removed");
        }
        Ok((store, aside))
    }

    /// What was deleted 30 days ago goes with all its revisions, also from the pages that SQLite left free and from its log.
    pub fn remove_deleted(&mut self, now: Millis) -> Result<(), StoreError> {
        let tx = (self.db).transaction_with_behavior(TransactionBehavior::Immediate)?;
        let gone = tx.execute(
            "DELETE FROM birth WHERE EXISTS (
                SELECT 1 FROM document d WHERE d.kind = birth.kind AND d.id = birth.id AND d.body IS NULL AND d.saved_at < ?1
                AND d.revision = (SELECT max(revision) FROM document WHERE kind = d.kind AND id = d.id)
             )",
            [now - UNDO],
        )?;
        tx.execute(
            "DELETE FROM document WHERE NOT EXISTS (SELECT 1 FROM birth b WHERE b.kind = document.kind AND b.id = document.id)",
            [],
        )?;
        tx.commit()?;
        if gone > 0 {
            self.wipe()?;
        }
        Ok(())
    }

    /// All revisions but the newest go, as what is deleted goes: they said what must not be in a file.
    pub fn remove_earlier(&mut self, kind: DocumentKind, id: &str) -> Result<(), StoreError> {
        self.db.execute(
            "DELETE FROM document WHERE kind = ?1 AND id = ?2
             AND revision < (SELECT max(revision) FROM document WHERE kind = ?1 AND id = ?2)",
            params![kind.name(), id],
        )?;
        self.wipe()
    }

    /// Nothing of what was deleted is left in the file or its log.
    fn wipe(&self) -> Result<(), StoreError> {
        self.db.execute_batch("VACUUM")?;
        self.db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    pub fn all(&self, kind: DocumentKind) -> Result<Vec<Row>, StoreError> {
        let mut query = self.db.prepare(
            "SELECT d.id, d.revision, d.body FROM birth b JOIN document d ON d.kind = b.kind AND d.id = b.id
             WHERE b.kind = ?1 AND d.body IS NOT NULL AND d.revision =
                (SELECT max(revision) FROM document WHERE kind = b.kind AND id = b.id)
             ORDER BY b.number",
        )?;
        let rows = query.query_map([kind.name()], |row| {
            Ok(Row {
                id: row.get(0)?,
                revision: row.get(1)?,
                body: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn append(
        &mut self,
        kind: DocumentKind,
        id: &str,
        body: Option<&str>,
        now: Millis,
    ) -> Result<u32, StoreError> {
        let tx = (self.db).transaction_with_behavior(TransactionBehavior::Immediate)?;
        let revision = appended(&tx, kind, id, body, now)?;
        tx.commit()?;
        Ok(revision)
    }

    /// New revisions of several documents, in their order: all of them or none.
    pub fn append_all(
        &mut self,
        all: &[(DocumentKind, String, String)],
        now: Millis,
    ) -> Result<Vec<u32>, StoreError> {
        let tx = (self.db).transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut revisions = Vec::with_capacity(all.len());
        for (kind, id, body) in all {
            revisions.push(appended(&tx, *kind, id, Some(body), now)?);
        }
        tx.commit()?;
        Ok(revisions)
    }

    pub fn revision(
        &self,
        kind: DocumentKind,
        id: &str,
        revision: u32,
    ) -> Result<Option<String>, StoreError> {
        let body = self
            .db
            .query_row(
                "SELECT body FROM document WHERE kind = ?1 AND id = ?2 AND revision = ?3",
                params![kind.name(), id, revision],
                |row| row.get::<_, Option<String>>(0),
            )
            .optional()?;
        Ok(body.flatten())
    }
}

fn appended(
    tx: &Transaction<'_>,
    kind: DocumentKind,
    id: &str,
    body: Option<&str>,
    now: Millis,
) -> Result<u32, StoreError> {
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
    Ok(revision)
}
