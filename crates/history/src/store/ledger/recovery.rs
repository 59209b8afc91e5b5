//! A file that is damaged: examined, set aside, and begun anew with all that is known without it.

use std::time::Duration;

use tilework_database::{BUSY, check};

use super::{Fault, Ledger, Outages, file, registry};
use crate::store::settings::store_retention;

/// The writer writes nothing while it waits for readers.
const MOMENT: Duration = Duration::from_millis(200);

impl Ledger {
    pub fn has_file(&self) -> bool {
        self.db.is_some()
    }

    /// Brings everything from the log into the file; readers that are at work may keep it from being complete, and are waited for only
    /// for moments.
    pub fn checkpoint(&mut self) -> Result<(), Fault> {
        self.merge_log().map(drop)
    }

    /// Whether nothing is left in the log.
    fn merge_log(&self) -> Result<bool, Fault> {
        let db = self.db.as_ref().ok_or(Fault::NoFile)?;
        db.busy_timeout(MOMENT)?;
        let busy: rusqlite::Result<bool> =
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        db.busy_timeout(BUSY)?;
        Ok(!busy?)
    }

    /// Has all that was committed before on the disk itself: until then a loss of power may take it.
    pub fn sync(&mut self) -> Result<(), Fault> {
        // After a sync that failed, the system takes for written what never was, and the next one says nothing of it: what lies in the log
        // is written anew, into the file.
        if self.unsure && !self.merge_log()? {
            let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
            return Err(rusqlite::Error::SqliteFailure(busy, None).into());
        }
        self.unsure = true;
        // FULL, and where a log cannot be had the folder too, as documents are.
        self.set_synchronous("EXTRA")?;
        // A transaction that changes nothing is not written, and so not synced.
        let synced = self.commit(|_, db| {
            let count = "INSERT INTO setting (name, value) VALUES ('synced', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1";
            Ok(db.prepare_cached(count)?.execute([]).map(|_| ())?)
        });
        self.set_synchronous("NORMAL")?;
        self.unsure = synced.is_err();
        synced
    }

    fn set_synchronous(&self, mode: &str) -> Result<(), Fault> {
        let db = self.db.as_ref().ok_or(Fault::NoFile)?;
        Ok(db.pragma_update(None, "synchronous", mode)?)
    }

    /// Whether the file as a whole is sound.
    ///
    /// # Errors
    /// Damage, or it cannot be read.
    pub fn examine(&self) -> Result<(), Fault> {
        // Not on the writer's connection: what that one remembers of the file may be sound where the file is not.
        let db = file::open_reader(&self.shared.path)?;
        Ok(check(&db)?)
    }

    /// Renames the file and begins a new one.
    pub fn set_aside(&mut self) -> Result<(), Fault> {
        self.open.clear();
        // The file is let go of everywhere before it is renamed: Windows demands it.
        self.db = None;
        let (path, now) = (&self.shared.path, self.shared.now());
        let aside = self
            .pool
            .without(|| tilework_database::set_aside(path, now))?;
        tracing::warn!(aside = %aside.display(), "the history was damaged; a new one begins");
        self.inbox().set_aside = Some(aside);
        self.begin_anew()
    }

    pub fn begin_anew(&mut self) -> Result<(), Fault> {
        let (path, now, pages) = (
            &self.shared.path,
            self.shared.now(),
            self.shared.options.pages,
        );
        self.db = Some(file::open(path, now, pages, |_| Ok(()))?.db);
        self.outages = Outages::default();
        let (retention, paused, unheard) = {
            let inbox = self.inbox();
            (inbox.retention, inbox.paused, inbox.unheard.clone())
        };
        let (rows, words) = self.inbox().registry.copy();
        self.commit(|ledger, db| {
            for row in rows {
                row.store(db)?;
            }
            for (series, number, word) in words {
                registry::store_word(db, series, number, &word)?;
            }
            // When they began lies in the old file; that they go on is known.
            for of in &unheard {
                ledger.outages.began(db, of, now)?;
            }
            store_retention(db, retention)?;
            file::set(db, "paused", i64::from(paused))?;
            Ok(())
        })
    }
}
