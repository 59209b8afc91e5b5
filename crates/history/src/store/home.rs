//! The writer and its file as a whole: loaded, examined, set aside, made anew.

use std::time::Duration;

use rusqlite::Connection;
use tilework_core::Millis;

use super::{
    fault::Fault,
    file,
    outages::Outages,
    registry::{self, Registry},
    types::Retention,
    writer::Writer,
};

/// The writer writes nothing while it waits for readers.
const MOMENT: Duration = Duration::from_millis(200);

/// What is in memory of what the file says.
#[derive(Debug)]
pub struct Loaded {
    pub registry: Registry,
    pub outages: Outages,
    pub retention: Retention,
    pub alive: Option<Millis>,
    pub paused: bool,
}

pub fn load(db: &Connection) -> Result<Loaded, Fault> {
    Ok(Loaded {
        registry: Registry::load(db)?,
        outages: Outages::load(db)?,
        retention: load_retention(db)?,
        alive: file::setting(db, "alive")?,
        paused: file::setting(db, "paused")? == Some(1),
    })
}

pub fn store_retention(db: &Connection, retention: Retention) -> rusqlite::Result<()> {
    file::set(db, "days", Some(retention.days.map_or(-1, i64::from)))?;
    file::set(db, "megabytes", Some(i64::from(retention.megabytes)))
}

fn load_retention(db: &Connection) -> rusqlite::Result<Retention> {
    let default = Retention::default();
    Ok(Retention {
        days: match file::setting(db, "days")? {
            None => default.days,
            Some(days) => u32::try_from(days).ok(),
        },
        megabytes: file::setting(db, "megabytes")?
            .and_then(|megabytes| u32::try_from(megabytes).ok())
            .unwrap_or(default.megabytes),
    })
}

impl Writer {
    /// Brings everything from the log into the file; readers that are at work may keep it from being complete, and are waited for only
    /// for moments.
    pub fn checkpoint(&mut self) -> Result<(), Fault> {
        let db = self.db.as_ref().ok_or(Fault::NoFile)?;
        db.busy_timeout(MOMENT)?;
        let done = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        db.busy_timeout(file::BUSY)?;
        Ok(done?)
    }

    /// Whether the file as a whole is sound; if not, it is set aside.
    pub fn examine(&mut self) -> Result<(), Fault> {
        // Not on the writer's connection: what that one remembers of the file may be sound where the file is not.
        match file::open_reader(&self.shared.path)
            .map_err(Fault::from)
            .and_then(|db| file::check(&db))
        {
            Err(fault) if fault.is_damage() => self.set_aside(),
            other => other,
        }
    }

    pub(super) fn set_aside(&mut self) -> Result<(), Fault> {
        self.logs.clear();
        self.sweep = None;
        // The file is let go of everywhere before it is renamed: Windows demands it.
        self.db = None;
        let (path, now) = (&self.shared.path, self.shared.now());
        let aside = self.pool.without(|| file::set_aside(path, now))?;
        tracing::warn!(aside = %aside.display(), "the history was damaged; a new one begins");
        self.shared.inbox().set_aside = Some(aside);
        self.new_file()
    }

    pub(super) fn new_file(&mut self) -> Result<(), Fault> {
        let pages = self.shared.options.pages;
        let opened = file::open(&self.shared.path, self.shared.now(), pages, |_| Ok(()));
        let (db, (), _) = opened.map_err(|unusable| match unusable {
            file::Unusable::Fault(fault) => fault,
            file::Unusable::Newer => Fault::NoFile,
        })?;
        self.db = Some(db);
        self.outages = Outages::default();
        let (retention, paused) = {
            let mut inbox = self.shared.inbox();
            // The new file knows of none.
            inbox.interrupted.clear();
            (inbox.retention, inbox.paused)
        };
        let (rows, words) = self.shared.inbox().registry.copy();
        self.commit(|_, db| {
            for row in rows {
                row.store(db)?;
            }
            for (series, words) in words {
                for (word, number) in words.iter().zip(0..) {
                    registry::store_word(db, series, number, word)?;
                }
            }
            store_retention(db, retention)?;
            file::set(db, "paused", Some(i64::from(paused)))?;
            Ok(())
        })
    }
}
