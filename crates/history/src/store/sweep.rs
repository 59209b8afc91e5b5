//! Letting go of what is old, in steps so small that recording never waits for one.

use std::{cmp::Reverse, collections::BinaryHeap};

use rusqlite::{Connection, params};
use tilework_core::Millis;

use super::{
    blocks, chunk,
    codec::LATEST,
    fault::Fault,
    file,
    fold::start_of,
    rollups,
    types::{Keep, Retention},
    writer::Writer,
};
use crate::{Kind, Level, SeriesId};

/// Rows that one step lets go of at most.
const ROWS: usize = 64;
/// Pages that one step gives back to the system at most.
const PAGES: u64 = 128;
const DAY: Millis = 86_400_000;

/// One round over everything that is kept.
#[derive(Debug, Default)]
pub struct Sweep {
    stage: Stage,
    /// Series that the stage still has to look at.
    series: Vec<SeriesId>,
    /// What goes next to make room.
    oldest: BinaryHeap<Reverse<Next>>,
    /// Oldest blocks that are their own rollups: letting go of them is letting go of rollups.
    thin: Vec<Next>,
    rows: usize,
}

/// The first of a kind that a series has; ordered by what goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Next {
    /// Hours are small and say much: they are the last to go.
    hours: bool,
    end: Millis,
    what: What,
    series: SeriesId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Block,
    Chunk,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    Deleted,
    Aged,
    AgedSeries,
    Room,
    Samples,
    Rollups,
    Free,
    Done,
}

/// Samples of a series that are older are let go of, and not taken any more.
pub fn limit(retention: Retention, keep: Keep, now: Millis) -> Millis {
    let days = match keep {
        Keep::Default | Keep::Nothing => retention.days,
        Keep::Days(days) => Some(days),
        Keep::Forever => None,
    };
    days.map_or(Millis::MIN, |days| {
        now - Millis::from(days.max(1)).saturating_mul(DAY)
    })
}

impl Sweep {
    /// Inside of a transaction; true while there is more to do.
    pub fn step(&mut self, writer: &mut Writer, db: &Connection) -> Result<bool, Fault> {
        self.rows = ROWS;
        while self.rows > 0 && self.stage != Stage::Done {
            self.stage = match self.stage {
                Stage::Deleted => self.deleted(db)?,
                Stage::Aged => self.aged(writer, db)?,
                Stage::AgedSeries => self.aged_series(writer, db)?,
                Stage::Room => self.room(writer, db)?,
                Stage::Samples => self.samples(writer, db)?,
                Stage::Rollups => self.rollups(writer, db)?,
                Stage::Free => self.free(writer, db)?,
                Stage::Done => Stage::Done,
            };
        }
        Ok(self.stage != Stage::Done)
    }

    fn deleted(&mut self, db: &Connection) -> Result<Stage, Fault> {
        let doomed: Option<u32> =
            db.query_row("SELECT min(series) FROM doomed", [], |row| row.get(0))?;
        let Some(series) = doomed else {
            return Ok(Stage::Aged);
        };
        let blocks = db
            .prepare_cached(
                "DELETE FROM block WHERE id IN (SELECT id FROM block WHERE series = ?1 LIMIT ?2)",
            )?
            .execute(params![series, self.rows as i64])?;
        self.rows -= blocks.min(self.rows);
        if self.rows > 0 {
            for level in [Level::Minute, Level::Hour] {
                self.remove_chunks(db, SeriesId(series), level, Millis::MAX)?;
            }
        }
        if self.rows > 0 {
            db.execute("DELETE FROM doomed WHERE series = ?1", [series])?;
        }
        Ok(Stage::Deleted)
    }

    fn aged(&mut self, writer: &mut Writer, db: &Connection) -> Result<Stage, Fault> {
        let now = writer.trusted_now();
        let all: Vec<_> = {
            let inbox = writer.shared.inbox();
            let of = |keep| limit(inbox.retention, keep, now);
            let all = inbox.registry.all();
            all.map(|(id, series)| (id, series.kind, of(series.keep)))
                .collect()
        };
        self.series = all.iter().map(|(series, ..)| *series).collect();
        // Outages say where lines break: they are kept as long as any sample is.
        let mut oldest = None;
        for (series, kind, limit) in all {
            let limit = limit_of_kind(db, series, kind, limit)?;
            oldest = Some(oldest.map_or(limit, |oldest: Millis| oldest.min(limit)));
        }
        if let Some(oldest) = oldest {
            writer.outages.remove_before(db, oldest)?;
        }
        Ok(Stage::AgedSeries)
    }

    fn aged_series(&mut self, writer: &mut Writer, db: &Connection) -> Result<Stage, Fault> {
        let Some(series) = self.series.pop() else {
            return Ok(Stage::Room);
        };
        let now = writer.trusted_now();
        let known = {
            let inbox = writer.shared.inbox();
            let row = inbox.registry.get(series);
            row.map(|row| (row.kind, limit(inbox.retention, row.keep, now)))
        };
        let Some((kind, limit)) = known else {
            return Ok(Stage::AgedSeries);
        };
        let limit = limit_of_kind(db, series, kind, limit)?;
        writer.outages.remove_of(db, series, limit)?;
        let before = self.rows;
        while self.rows > 0
            && let Some(block) = blocks::oldest(db, series)?
            && block.stop < limit
        {
            remove_block(db, series, block)?;
            self.rows -= 1;
        }
        // A block's older samples may lie there until its youngest is old too. Minutes go by the hour: so do samples.
        let hour = start_of(Level::Hour, limit.max(-LATEST));
        if self.rows > 0
            && let Some(block) = blocks::oldest(db, series)?
            && block.start < hour
            && keep_from(db, series, hour)?
        {
            self.rows -= 1;
        }
        for level in [Level::Minute, Level::Hour] {
            if self.rows > 0 && limit > -LATEST {
                self.remove_chunks(db, series, level, limit)?;
            }
        }
        if self.rows < before {
            writer.forget(series);
        }
        if self.rows == 0 {
            self.series.push(series);
        }
        Ok(Stage::AgedSeries)
    }

    /// Whole chunks that end at `limit` or before it.
    fn remove_chunks(
        &mut self,
        db: &Connection,
        series: SeriesId,
        level: Level,
        limit: Millis,
    ) -> Result<(), Fault> {
        let end = chunk::number(level, limit.clamp(-LATEST, LATEST + chunk::span(level)));
        let (first, end) = (first_key(series, level), chunk::key(series, level, end));
        let newest: Option<i64> = db
            .prepare_cached("SELECT max(key) FROM (SELECT key FROM rollup WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3)")?
            .query_row(params![first, end, self.rows as i64], |row| row.get(0))?;
        let Some(newest) = newest else {
            return Ok(());
        };
        let gone = db
            .prepare_cached("DELETE FROM rollup WHERE key >= ?1 AND key <= ?2")?
            .execute(params![first, newest])?;
        self.rows -= gone.min(self.rows);
        // An hour is made of its minutes: none of these may be added to any more.
        if level == Level::Minute {
            let end = (chunk::number_of(newest) + 1) * chunk::span(level);
            keep_from(db, series, end)?;
        }
        Ok(())
    }

    fn room(&mut self, writer: &mut Writer, db: &Connection) -> Result<Stage, Fault> {
        if file::pages(db)?.0 * file::PAGE <= most(writer) {
            return Ok(Stage::Free);
        }
        let all: Vec<SeriesId> = {
            let inbox = writer.shared.inbox();
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

    /// The oldest block, unless it has to stay: the last of a series does, and as much as is needed for samples that come now to be taken.
    fn removable(
        &self,
        db: &Connection,
        series: SeriesId,
    ) -> Result<Option<blocks::Oldest>, Fault> {
        let newest = blocks::last_stop(db, series)?;
        Ok(blocks::oldest(db, series)?
            .filter(|block| newest.is_some_and(|newest| minute_after(block.stop) <= newest)))
    }

    fn samples(&mut self, writer: &mut Writer, db: &Connection) -> Result<Stage, Fault> {
        while self.rows > 0 {
            let Some(Reverse(next)) = self.oldest.pop() else {
                return self.begin_rollups(db);
            };
            let Some(block) = self.removable(db, next.series)? else {
                continue;
            };
            if rollups::is_thin(db, next.series, block.start)? {
                self.thin.push(next);
                continue;
            }
            remove_block(db, next.series, block)?;
            writer.forget(next.series);
            self.rows -= 1;
            self.push_block(db, next.series)?;
        }
        Ok(self.unless_enough(writer, db, Stage::Samples)?)
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

    fn rollups(&mut self, writer: &mut Writer, db: &Connection) -> Result<Stage, Fault> {
        while self.rows > 0 {
            let Some(Reverse(next)) = self.oldest.pop() else {
                return Ok(Stage::Free);
            };
            let series = next.series;
            if next.what == What::Block {
                let Some(block) = self.removable(db, series)? else {
                    continue;
                };
                // Only of the hour that is not gone as a whole.
                let rest = blocks::Oldest {
                    start: block.stop,
                    ..block
                };
                remove_block(db, series, rest)?;
                self.remove_chunks(db, series, Level::Minute, block.stop)?;
                self.push_block(db, series)?;
            } else {
                let level = if next.hours {
                    Level::Hour
                } else {
                    Level::Minute
                };
                let newest = blocks::last_stop(db, series)?;
                if newest.is_some_and(|newest| newest < next.end) {
                    continue;
                }
                let Some(key) = oldest_chunk(db, series, level)? else {
                    continue;
                };
                db.prepare_cached("DELETE FROM rollup WHERE key = ?1")?
                    .execute([key])?;
                keep_from(db, series, next.end)?;
                self.push_chunk(db, series, level)?;
            }
            writer.forget(series);
            self.rows = self.rows.saturating_sub(1);
        }
        Ok(self.unless_enough(writer, db, Stage::Rollups)?)
    }

    /// Somewhat below the limit, so that not every batch brings the next round.
    fn unless_enough(
        &self,
        writer: &Writer,
        db: &Connection,
        more: Stage,
    ) -> rusqlite::Result<Stage> {
        let enough = most(writer) / 50 * 49;
        let used = file::pages(db)?.0 * file::PAGE;
        Ok(if used <= enough { Stage::Free } else { more })
    }

    /// Free pages are used again; only many of them are worth giving back.
    fn free(&mut self, writer: &mut Writer, db: &Connection) -> Result<Stage, Fault> {
        let (used, free) = file::pages(db)?;
        let too_large = (used + free) * file::PAGE > most(writer);
        if free <= PAGES || (!too_large && free <= used / 8) {
            return Ok(Stage::Done);
        }
        give_back(db, PAGES)?;
        self.rows = 0;
        Ok(Stage::Free)
    }
}

/// Gives free pages at the end of the file back to the system. Each step of the statement gives back one.
pub fn give_back(db: &Connection, pages: u64) -> rusqlite::Result<()> {
    let mut vacuum = db.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut steps = vacuum.query([])?;
    while steps.next()?.is_some() {}
    Ok(())
}

fn most(writer: &Writer) -> u64 {
    u64::from(writer.shared.inbox().retention.megabytes) * 1_000_000
}

/// Its samples go, what they say in rollups stays.
fn remove_block(db: &Connection, series: SeriesId, block: blocks::Oldest) -> Result<(), Fault> {
    rollups::keep_minutes(db, series, block.start, block.stop)?;
    blocks::remove(db, block.id)?;
    keep_from(db, series, minute_after(block.stop))?;
    Ok(())
}

/// A minute whose samples are partly gone cannot be made anew: what is kept one by one begins with the next.
fn minute_after(stop: Millis) -> Millis {
    start_of(Level::Minute, stop) + Level::Minute.millis()
}

/// Whether this is later than before.
fn keep_from(db: &Connection, series: SeriesId, from: Millis) -> rusqlite::Result<bool> {
    db.prepare_cached("UPDATE series SET kept_from = ?2 WHERE id = ?1 AND kept_from < ?2")?
        .execute(params![series.0, from])
        .map(|changed| changed > 0)
}

/// A state that has not changed for longer than the limit still holds: its sample stays, and what says how long it holds.
fn limit_of_kind(
    db: &Connection,
    series: SeriesId,
    kind: Kind,
    limit: Millis,
) -> rusqlite::Result<Millis> {
    let newest = match kind {
        Kind::Number => None,
        Kind::OnOff | Kind::Text => blocks::last_stop(db, series)?,
    };
    Ok(newest.map_or(limit, |newest| limit.min(newest)))
}

fn first_key(series: SeriesId, level: Level) -> i64 {
    chunk::key(series, level, chunk::number(level, -LATEST))
}

fn oldest_chunk(db: &Connection, series: SeriesId, level: Level) -> rusqlite::Result<Option<i64>> {
    let last = chunk::key(series, level, chunk::number(level, LATEST));
    db.prepare_cached("SELECT min(key) FROM rollup WHERE key >= ?1 AND key <= ?2")?
        .query_row(params![first_key(series, level), last], |row| row.get(0))
}

#[cfg(test)]
#[path = "sweep_tests.rs"]
mod tests;
