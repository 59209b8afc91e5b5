//! Letting go of what is old, in steps so small that recording never waits for one.

mod aged;
mod next;
mod refold;
mod room;
mod rows;
mod said;
mod words;

use std::{cmp::Reverse, collections::BinaryHeap};

use rusqlite::{Connection, params};
use tilework_core::Millis;

use self::{next::Next, said::Said};
use super::{fault::Fault, file, ledger::Ledger};
use crate::{Level, SeriesId};

/// Rows that one step looks at or lets go of at most.
const ROWS: usize = 64;
/// Pages that one step gives back to the system at most.
const PAGES: u64 = 128;

/// One round over everything that is kept.
#[derive(Debug)]
pub struct Sweep {
    stage: Stage,
    with_words: bool,
    /// Series that the stage still has to look at.
    series: Vec<SeriesId>,
    /// What the samples say of the series that is looked at for its words.
    said: Option<Said>,
    /// What goes next to make room.
    oldest: BinaryHeap<Reverse<Next>>,
    /// Oldest blocks that are their own rollups: letting go of them is letting go of rollups.
    thin: Vec<Next>,
    rows: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Deleted,
    Refold,
    Aged,
    AgedSeries,
    Room,
    Samples,
    Rollups,
    Words,
    WordsOfSeries,
    Free,
    Done,
}

impl Sweep {
    /// `with_words`: also of words that no sample says, which reads every text series.
    pub fn new(with_words: bool) -> Self {
        Self {
            stage: Stage::Deleted,
            with_words,
            series: vec![],
            said: None,
            oldest: BinaryHeap::new(),
            thin: vec![],
            rows: 0,
        }
    }

    /// Inside of a transaction; true while there is more to do.
    pub fn step(&mut self, ledger: &mut Ledger, db: &Connection) -> Result<bool, Fault> {
        self.rows = ROWS;
        while self.rows > 0 && self.stage != Stage::Done {
            self.stage = match self.stage {
                Stage::Deleted => self.deleted(db)?,
                Stage::Refold => self.refold(ledger, db)?,
                Stage::Aged => self.aged(ledger, db)?,
                Stage::AgedSeries => self.aged_series(ledger, db)?,
                Stage::Room => self.room(ledger, db)?,
                Stage::Samples => self.samples(ledger, db)?,
                Stage::Rollups => self.rollups(ledger, db)?,
                Stage::Words => self.words(ledger),
                Stage::WordsOfSeries => self.words_of_series(ledger, db)?,
                Stage::Free => self.free(ledger, db)?,
                Stage::Done => Stage::Done,
            };
        }
        Ok(self.stage != Stage::Done)
    }

    fn deleted(&mut self, db: &Connection) -> Result<Stage, Fault> {
        let doomed: Option<u32> =
            db.query_row("SELECT min(series) FROM doomed", [], |row| row.get(0))?;
        let Some(series) = doomed else {
            return Ok(Stage::Refold);
        };
        let blocks = db
            .prepare_cached(
                "DELETE FROM block WHERE id IN (SELECT id FROM block WHERE series = ?1 LIMIT ?2)",
            )?
            .execute(params![series, self.rows as i64])?;
        self.took(blocks);
        for level in [Level::Minute, Level::Hour] {
            if self.rows > 0 {
                let chunks =
                    rows::remove_chunks(db, SeriesId(series), level, Millis::MAX, self.rows)?;
                self.took(chunks);
            }
        }
        if self.rows > 0 {
            db.execute("DELETE FROM doomed WHERE series = ?1", [series])?;
        }
        Ok(Stage::Deleted)
    }

    fn took(&mut self, rows: usize) {
        self.rows = self.rows.saturating_sub(rows);
    }

    /// Free pages are used again; only many of them are worth giving back.
    fn free(&mut self, ledger: &Ledger, db: &Connection) -> Result<Stage, Fault> {
        let (used, free) = file::pages(db)?;
        let too_large = (used + free) * file::PAGE > ledger.inbox().retention.most();
        if free <= PAGES || (!too_large && free <= used / 8) {
            return Ok(Stage::Done);
        }
        file::give_back(db, PAGES)?;
        self.rows = 0;
        Ok(Stage::Free)
    }
}
