//! Blocks and chunks that go, and what has to be kept of them.

use rusqlite::{Connection, params};
use tilework_core::Millis;

use crate::{
    Level, SeriesId,
    model::LATEST,
    store::{
        blocks::{self, Oldest},
        chunk,
        fault::Fault,
        fold::start_of,
        rollups,
    },
};

/// Its samples go, what they say in rollups stays.
pub fn remove_block(db: &Connection, series: SeriesId, block: Oldest) -> Result<(), Fault> {
    rollups::keep_minutes(db, series, block.start, block.stop)?;
    blocks::remove(db, block.id)?;
    keep_from(db, series, minute_after(block.stop))?;
    Ok(())
}

/// Whole chunks that end at `limit` or before it, the oldest first, at most so many; how many they were.
pub fn remove_chunks(
    db: &Connection,
    series: SeriesId,
    level: Level,
    limit: Millis,
    most: usize,
) -> Result<usize, Fault> {
    let end = chunk::number(level, limit.clamp(-LATEST, LATEST + chunk::span(level)));
    let (first, end) = (first_key(series, level), chunk::key(series, level, end));
    let newest: Option<i64> = db
        .prepare_cached("SELECT max(key) FROM (SELECT key FROM rollup WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3)")?
        .query_row(params![first, end, most as i64], |row| row.get(0))?;
    let Some(newest) = newest else {
        return Ok(0);
    };
    let gone = db
        .prepare_cached("DELETE FROM rollup WHERE key >= ?1 AND key <= ?2")?
        .execute(params![first, newest])?;
    // An hour is made of its minutes: none of these may be added to any more.
    if level == Level::Minute {
        let end = (chunk::number_of(newest) + 1) * chunk::span(level);
        keep_from(db, series, end)?;
    }
    Ok(gone)
}

/// A minute whose samples are partly gone cannot be made anew: what is kept one by one begins with the next.
pub fn minute_after(stop: Millis) -> Millis {
    start_of(Level::Minute, stop) + Level::Minute.millis()
}

/// Whether this is later than before.
pub fn keep_from(db: &Connection, series: SeriesId, from: Millis) -> rusqlite::Result<bool> {
    db.prepare_cached("UPDATE series SET kept_from = ?2 WHERE id = ?1 AND kept_from < ?2")?
        .execute(params![series.0, from])
        .map(|changed| changed > 0)
}

pub fn oldest_chunk(
    db: &Connection,
    series: SeriesId,
    level: Level,
) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT min(key) FROM rollup WHERE key >= ?1 AND key <= ?2")?
        .query_row([first_key(series, level), last_key(series, level)], |row| {
            row.get(0)
        })
}

pub fn first_key(series: SeriesId, level: Level) -> i64 {
    chunk::key(series, level, chunk::number(level, -LATEST))
}

pub fn last_key(series: SeriesId, level: Level) -> i64 {
    chunk::key(series, level, chunk::number(level, LATEST))
}
