//! What a person does with stored data: look at it, keep it longer or shorter, delete, compact, import.

use std::{
    ops::ControlFlow,
    sync::mpsc::{self, RecvTimeoutError},
    time::Duration,
};

use rusqlite::Connection;
use tilework_database::beside;

use super::{
    fault::Fault,
    file,
    history::History,
    inbox::closed,
    jobs::{GivenBack, Job},
    outages::OutageOf,
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
            let file = beside(&self.shared.path, suffix);
            overview.bytes += std::fs::metadata(file).map_or(0, |meta| meta.len());
        }
        Ok(overview)
    }

    /// How long everything is kept. What is too old or too much goes in small steps from now on.
    ///
    /// # Errors
    /// It cannot be written, and nothing is changed.
    pub fn set_retention(&self, retention: Retention) -> Result<(), HistoryError> {
        self.shared
            .ask(|answer| Job::SetRetention(retention, answer))
    }

    /// How long one series is kept.
    ///
    /// # Errors
    /// It cannot be written, and nothing is changed.
    pub fn set_keep(&self, series: SeriesId, keep: Keep) -> Result<(), HistoryError> {
        self.shared.ask(|answer| Job::SetKeep(series, keep, answer))
    }

    /// Deletes a series with all it has; nothing can be recorded to it any more. Its room is free when the small steps have come by.
    ///
    /// # Errors
    /// It cannot be written; nothing can be recorded to it all the same.
    pub fn delete_series(&self, series: SeriesId) -> Result<(), HistoryError> {
        {
            let mut inbox = self.shared.inbox();
            inbox.registry.remove(series);
            inbox.unheard.remove(&OutageOf::Series(series));
        }
        self.shared.ask(|answer| Job::Delete(series, answer))
    }

    /// Returns when all that is too old, too much or deleted is gone.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn settle(&self) -> Result<(), HistoryError> {
        self.shared.ask(Job::Settle)
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
        let (answer, settled) = mpsc::channel();
        self.shared.run(Job::Settle(answer));
        loop {
            match settled.recv_timeout(TELL) {
                Ok(outcome) => break outcome?,
                Err(RecvTimeoutError::Timeout) => told(0, 0)?,
                Err(RecvTimeoutError::Disconnected) => return Err(closed()),
            }
        }
        let mut done = 0;
        loop {
            let GivenBack { given, left } =
                self.shared.ask(|answer| Job::GiveBack(PAGES, answer))?;
            done += given;
            told(done, done + left)?;
            // None given of those that are left: the file was not made to give any back.
            if left == 0 || given == 0 {
                return self.shared.ask(Job::Checkpoint);
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
            let added = (self.shared).ask(|answer| Job::Import(series, piece, answer))?;
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
