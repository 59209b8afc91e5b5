//! What goes because the file is too large: the oldest samples of all series, then rollups.

use std::cmp::Reverse;

use rusqlite::Connection;

use super::{
    Stage, Sweep,
    next::{Next, What},
    rows::{keep_from, minute_after, oldest_chunk, remove_block, remove_chunks},
};
use crate::{
    Level, SeriesId,
    store::{
        blocks::{self, Oldest},
        chunk,
        fault::Fault,
        file,
        ledger::Ledger,
        rollups,
    },
};

impl Sweep {
    pub(super) fn room(&mut self, ledger: &Ledger, db: &Connection) -> Result<Stage, Fault> {
        if file::pages(db)?.0 * file::PAGE <= ledger.inbox().retention.most() {
            return Ok(Stage::Words);
        }
        let all: Vec<SeriesId> = {
            let inbox = ledger.inbox();
            inbox.registry.all().map(|(id, _)| id).collect()
        };
        self.oldest.clear();
        self.thin.clear();
        for series in &all {
            self.push_block(db, *series)?;
        }
        self.series = all;
        Ok(Stage::Samples)
    }

    fn push_block(&mut self, db: &Connection, series: SeriesId) -> Result<(), Fault> {
        if let Some(block) = blocks::oldest(db, series)? {
            self.oldest.push(Reverse(Next {
                hours: false,
                end: block.stop,
                what: What::Block,
                series,
            }));
        }
        Ok(())
    }

    pub(super) fn samples(&mut self, ledger: &mut Ledger, db: &Connection) -> Result<Stage, Fault> {
        while self.rows > 0 {
            let Some(Reverse(next)) = self.oldest.pop() else {
                return self.begin_rollups(db);
            };
            let Some(block) = removable(db, next.series)? else {
                continue;
            };
            if rollups::is_thin(db, next.series, block.start)? {
                self.thin.push(next);
                continue;
            }
            remove_block(db, next.series, block)?;
            ledger.forget(next.series);
            self.rows -= 1;
            self.push_block(db, next.series)?;
        }
        unless_enough(ledger, db, Stage::Samples)
    }

    fn begin_rollups(&mut self, db: &Connection) -> Result<Stage, Fault> {
        self.oldest.extend(self.thin.drain(..).map(Reverse));
        for series in std::mem::take(&mut self.series) {
            for level in [Level::Minute, Level::Hour] {
                self.push_chunk(db, series, level)?;
            }
        }
        Ok(Stage::Rollups)
    }

    fn push_chunk(&mut self, db: &Connection, series: SeriesId, level: Level) -> Result<(), Fault> {
        if let Some(key) = oldest_chunk(db, series, level)? {
            self.oldest.push(Reverse(Next {
                hours: level == Level::Hour,
                end: (chunk::number_of(key) + 1) * chunk::span(level),
                what: What::Chunk,
                series,
            }));
        }
        Ok(())
    }

    pub(super) fn rollups(&mut self, ledger: &mut Ledger, db: &Connection) -> Result<Stage, Fault> {
        while self.rows > 0 {
            let Some(Reverse(next)) = self.oldest.pop() else {
                return Ok(Stage::Words);
            };
            let gone = match next.what {
                What::Block => self.remove_thin(db, next)?,
                What::Chunk => self.remove_chunk(db, next)?,
            };
            if gone {
                ledger.forget(next.series);
                self.took(1);
            }
        }
        unless_enough(ledger, db, Stage::Rollups)
    }

    fn remove_thin(&mut self, db: &Connection, next: Next) -> Result<bool, Fault> {
        let series = next.series;
        let Some(block) = removable(db, series)? else {
            return Ok(false);
        };
        // Only of the hour that is not gone as a whole.
        let rest = Oldest {
            start: block.stop,
            ..block
        };
        remove_block(db, series, rest)?;
        let gone = remove_chunks(db, series, Level::Minute, block.stop, self.rows)?;
        self.took(gone);
        self.push_block(db, series)?;
        Ok(true)
    }

    fn remove_chunk(&mut self, db: &Connection, next: Next) -> Result<bool, Fault> {
        let series = next.series;
        let level = if next.hours {
            Level::Hour
        } else {
            Level::Minute
        };
        let newest = blocks::last_stop(db, series)?;
        if newest.is_some_and(|newest| newest < next.end) {
            return Ok(false);
        }
        let Some(key) = oldest_chunk(db, series, level)? else {
            return Ok(false);
        };
        db.prepare_cached("DELETE FROM rollup WHERE key = ?1")?
            .execute([key])?;
        keep_from(db, series, next.end)?;
        self.push_chunk(db, series, level)?;
        Ok(true)
    }
}

/// The oldest block, unless it has to stay: the last of a series does, and as much as is needed for samples that come now to be taken.
fn removable(db: &Connection, series: SeriesId) -> Result<Option<Oldest>, Fault> {
    let newest = blocks::last_stop(db, series)?;
    Ok(blocks::oldest(db, series)?
        .filter(|block| newest.is_some_and(|newest| minute_after(block.stop) <= newest)))
}

/// Somewhat below the limit, so that not every batch brings the next round.
fn unless_enough(ledger: &Ledger, db: &Connection, more: Stage) -> Result<Stage, Fault> {
    let enough = ledger.inbox().retention.most() / 50 * 49;
    let used = file::pages(db)?.0 * file::PAGE;
    Ok(if used <= enough { Stage::Words } else { more })
}
