//! What a person does with stored data: look at it, keep it longer or shorter, delete, compact, import.

use std::{
    ops::ControlFlow,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

use rusqlite::{Connection, params};
use tilework_core::Millis;

use super::{
    History, closed,
    fault::Fault,
    file,
    home::store_retention,
    registry::keep_number,
    shared::can_be_kept,
    sweep,
    types::{Imported, Keep, Overview, Retention, StoredSeries},
};
use crate::{HistoryError, Sample, SeriesId};

/// Samples of an import that are written in one transaction.
const PIECE: usize = 8192;
/// Pages that one step of compacting gives back.
const PAGES: u64 = 256;
/// How often the caller of a compacting is asked whether it shall go on while nothing is given back yet.
const TELL: Duration = Duration::from_millis(100);

impl History {
    /// What lies on the disk; without what still waits in memory. Reads an index and the heads of all rollups: some tenths of a second for a
    /// file of a gigabyte.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn overview(&self) -> Result<Overview, HistoryError> {
        let mut overview = {
            let inbox = self.shared.inbox();
            Overview {
                bytes: 0,
                free_bytes: 0,
                retention: inbox.retention,
                series: (inbox.registry.all())
                    .map(|(series, row)| StoredSeries {
                        series,
                        source: row.source.clone(),
                        kind: row.kind,
                        keep: row.keep,
                        samples: 0,
                        bytes: 0,
                        oldest: None,
                        newest: None,
                    })
                    .collect(),
            }
        };
        self.pool.read(|db| fill(db, &mut overview))?;
        for suffix in ["", "-wal"] {
            let file = file::on_disk(&self.shared.path, suffix);
            overview.bytes += std::fs::metadata(file).map_or(0, |meta| meta.len());
        }
        Ok(overview)
    }

    /// How long everything is kept. What is too old or too much goes in small steps from now on.
    ///
    /// # Errors
    /// It cannot be written, and nothing is changed.
    pub fn set_retention(&self, retention: Retention) -> Result<(), HistoryError> {
        self.ask(move |writer| {
            writer.commit(|_, db| Ok(store_retention(db, retention)?))?;
            writer.shared.inbox().retention = retention;
            writer.begin_sweep();
            Ok(())
        })
    }

    /// How long one series is kept.
    ///
    /// # Errors
    /// It cannot be written, and nothing is changed.
    pub fn set_keep(&self, series: SeriesId, keep: Keep) -> Result<(), HistoryError> {
        self.ask(move |writer| {
            writer.commit(|_, db| {
                db.execute(
                    "UPDATE series SET keep = ?2 WHERE id = ?1",
                    params![series.0, keep_number(keep)],
                )?;
                Ok(())
            })?;
            writer.shared.inbox().registry.set_keep(series, keep);
            writer.begin_sweep();
            Ok(())
        })
    }

    /// Deletes a series with all it has; nothing can be recorded to it any more. Its room is free when the small steps have come by.
    ///
    /// # Errors
    /// It cannot be written; nothing can be recorded to it all the same.
    pub fn delete_series(&self, series: SeriesId) -> Result<(), HistoryError> {
        {
            let mut inbox = self.shared.inbox();
            inbox.registry.remove(series);
            inbox.interrupted.remove(&series);
        }
        self.ask(move |writer| {
            writer.commit(|writer, db| {
                writer.forget(series);
                writer.outages.remove_of(db, series, Millis::MAX)?;
                db.execute("DELETE FROM series WHERE id = ?1", [series.0])?;
                db.execute("DELETE FROM word WHERE series = ?1", [series.0])?;
                db.execute(
                    "INSERT OR IGNORE INTO doomed (series) VALUES (?1)",
                    [series.0],
                )?;
                Ok(())
            })?;
            writer.begin_sweep();
            Ok(())
        })
    }

    /// Returns when all that is too old, too much or deleted is gone.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn settle(&self) -> Result<(), HistoryError> {
        let settled = self.begin_settling();
        settled.recv().unwrap_or_else(|_| Err(closed()))
    }

    fn begin_settling(&self) -> Receiver<Result<(), HistoryError>> {
        let (answer, answered) = mpsc::channel();
        self.shared
            .run(Box::new(move |writer| writer.settle(answer)));
        answered
    }

    /// Lets go of what is too old, too much or deleted, and gives free room back to the system. Recording goes on. `progress` is told the
    /// bytes that are given back and all that will be, both 0 until that is known, and can end it early; what is done until then stays
    /// done. It is first asked before anything is done.
    ///
    /// # Errors
    /// The file cannot be written, or [`HistoryError::Cancelled`].
    pub fn compact(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<(), HistoryError> {
        let mut told = |done: u64, all: u64| match progress(done * file::PAGE, all * file::PAGE) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(HistoryError::Cancelled),
        };
        told(0, 0)?;
        let settled = self.begin_settling();
        loop {
            match settled.recv_timeout(TELL) {
                Ok(outcome) => break outcome?,
                Err(RecvTimeoutError::Timeout) => told(0, 0)?,
                Err(RecvTimeoutError::Disconnected) => return Err(closed()),
            }
        }
        let mut done = 0;
        loop {
            let (given, left) = self.ask(|writer| {
                writer.commit(|_, db| {
                    let before = file::pages(db)?.1;
                    sweep::give_back(db, PAGES)?;
                    let left = file::pages(db)?.1;
                    Ok((before.saturating_sub(left), left))
                })
            })?;
            done += given;
            told(done, done + left)?;
            // None given of those that are left: the file was not made to give any back.
            if left == 0 || given == 0 {
                return self.ask(|writer| writer.checkpoint());
            }
        }
    }

    /// Adds samples from elsewhere, of any age that is kept and in any order. Recording goes on; a long import is best brought in pieces.
    ///
    /// # Errors
    /// The file cannot be written; pieces before may have been taken. Importing the same again is harmless.
    pub fn import(&self, series: SeriesId, samples: Vec<Sample>) -> Result<Imported, HistoryError> {
        let mut sum = Imported::default();
        let mut samples = samples.into_iter().peekable();
        while samples.peek().is_some() {
            let piece: Vec<Sample> = samples.by_ref().take(PIECE).collect();
            let all = piece.len() as u64;
            let added = self.ask(move |writer| {
                writer.commit(|writer, db| {
                    let samples = piece.into_iter().filter(|sample| can_be_kept(*sample));
                    writer.add(db, series, samples)
                })
            })?;
            sum.taken += added.taken;
            sum.known += added.known;
            sum.too_old += all - added.taken - added.known;
        }
        Ok(sum)
    }
}

fn fill(db: &Connection, overview: &mut Overview) -> Result<(), Fault> {
    overview.free_bytes = file::pages(db)?.1 * file::PAGE;
    let place = |series: &[StoredSeries], id: u32| {
        series.binary_search_by_key(&SeriesId(id), |row| row.series)
    };
    let mut query = db.prepare_cached(
        "SELECT series, sum(count), sum(size), min(start), max(stop) FROM block GROUP BY series",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Ok(place) = place(&overview.series, row.get(0)?) {
            let series = &mut overview.series[place];
            series.samples = row.get::<_, i64>(1)?.unsigned_abs();
            series.bytes = row.get::<_, i64>(2)?.unsigned_abs();
            series.oldest = row.get(3)?;
            series.newest = row.get(4)?;
        }
    }
    // The key begins with the series, see `chunk::key`.
    let mut query =
        db.prepare_cached("SELECT key >> 34, sum(length(data)) FROM rollup GROUP BY 1")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Ok(place) = place(&overview.series, row.get(0)?) {
            overview.series[place].bytes += row.get::<_, i64>(1)?.unsigned_abs();
        }
    }
    Ok(())
}
