//! Blocks of samples as rows.
//!
//! The blocks of a series follow one another without overlap: the last sample of one is not newer than the first of the next.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, params};
use tilework_core::Millis;

use super::{
    codec,
    fault::{BadRow, Fault, Found, sql},
};
use crate::{Sample, SeriesId};

/// A row with its bytes.
#[derive(Debug)]
pub struct Stored {
    pub id: i64,
    pub data: Vec<u8>,
}

/// The block that a sample of this time belongs to: the last that begins at or before it.
pub fn holding(db: &Connection, series: SeriesId, at: Millis) -> rusqlite::Result<Option<Stored>> {
    one(
        db,
        "SELECT id, data FROM block WHERE series = ?1 AND start <= ?2 ORDER BY start DESC, id DESC LIMIT 1",
        series,
        at,
    )
}

/// The last block that begins before this time.
pub fn beginning_before(
    db: &Connection,
    series: SeriesId,
    at: Millis,
) -> rusqlite::Result<Option<Stored>> {
    one(
        db,
        "SELECT id, data FROM block WHERE series = ?1 AND start < ?2 ORDER BY start DESC, id DESC LIMIT 1",
        series,
        at,
    )
}

/// The first block that begins after this time.
pub fn beginning_after(
    db: &Connection,
    series: SeriesId,
    at: Millis,
) -> rusqlite::Result<Option<Stored>> {
    one(
        db,
        "SELECT id, data FROM block WHERE series = ?1 AND start > ?2 ORDER BY start, id LIMIT 1",
        series,
        at,
    )
}

fn one(
    db: &Connection,
    query: &str,
    series: SeriesId,
    at: Millis,
) -> rusqlite::Result<Option<Stored>> {
    db.prepare_cached(query)?
        .query_row(params![series.0, at], |row| {
            Ok(Stored {
                id: row.get(0)?,
                data: row.get(1)?,
            })
        })
        .optional()
}

/// Where the next block begins, if there is one.
pub fn next_start(
    db: &Connection,
    series: SeriesId,
    after: Millis,
) -> rusqlite::Result<Option<Millis>> {
    db.prepare_cached("SELECT min(start) FROM block WHERE series = ?1 AND start > ?2")?
        .query_row(params![series.0, after], |row| row.get(0))
}

/// Where the block after the first one begins, if there is one; it may begin at the same time.
pub fn next_to_first(
    db: &Connection,
    series: SeriesId,
    first: i64,
) -> rusqlite::Result<Option<Millis>> {
    db.prepare_cached(
        "SELECT start FROM block WHERE series = ?1 AND id <> ?2 ORDER BY start, id LIMIT 1",
    )?
    .query_row(params![series.0, first], |row| row.get(0))
    .optional()
}

/// The end of the last block, the newest time of the series.
pub fn last_stop(db: &Connection, series: SeriesId) -> rusqlite::Result<Option<Millis>> {
    db.prepare_cached(
        "SELECT stop FROM block WHERE series = ?1 ORDER BY start DESC, id DESC LIMIT 1",
    )?
    .query_row([series.0], |row| row.get(0))
    .optional()
}

/// The block that goes first.
#[derive(Debug, Clone, Copy)]
pub struct Oldest {
    pub id: i64,
    pub start: Millis,
    pub stop: Millis,
}

pub fn oldest(db: &Connection, series: SeriesId) -> rusqlite::Result<Option<Oldest>> {
    db.prepare_cached(
        "SELECT id, start, stop FROM block WHERE series = ?1 ORDER BY start, id LIMIT 1",
    )?
    .query_row([series.0], |row| {
        Ok(Oldest {
            id: row.get(0)?,
            start: row.get(1)?,
            stop: row.get(2)?,
        })
    })
    .optional()
}

/// The samples are in order and at least one; `data` is what they are encoded as.
pub fn insert(
    db: &Connection,
    series: SeriesId,
    samples: &[Sample],
    data: &[u8],
) -> rusqlite::Result<i64> {
    let (start, stop) = ends(samples);
    db.prepare_cached(
        "INSERT INTO block (series, start, stop, count, size, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .insert(params![series.0, start, stop, samples.len() as i64, data.len() as i64, data])
}

pub fn update(db: &Connection, id: i64, samples: &[Sample], data: &[u8]) -> rusqlite::Result<()> {
    let (start, stop) = ends(samples);
    db.prepare_cached(
        "UPDATE block SET start = ?2, stop = ?3, count = ?4, size = ?5, data = ?6 WHERE id = ?1",
    )?
    .execute(params![
        id,
        start,
        stop,
        samples.len() as i64,
        data.len() as i64,
        data
    ])
    .map(|_| ())
}

pub fn remove(db: &Connection, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM block WHERE id = ?1")?
        .execute([id])
        .map(|_| ())
}

/// A block that cannot be decoded goes: its samples are lost either way, and the rest of the series can be read. Rollups that have rows
/// stay.
pub fn remove_damaged(db: &Connection, series: SeriesId, id: i64) -> rusqlite::Result<()> {
    tracing::warn!(series = series.0, block = id, "a damaged block is removed");
    remove(db, id)
}

fn ends(samples: &[Sample]) -> (Millis, Millis) {
    (
        samples.first().map_or(0, |sample| sample.at),
        samples.last().map_or(0, |sample| sample.at),
    )
}

/// Every sample with `from <= at < to` in order, until `each` breaks. Tells the row of a block that cannot be decoded.
pub fn each(
    db: &Connection,
    series: SeriesId,
    from: Millis,
    to: Millis,
    each: &mut dyn FnMut(Sample) -> ControlFlow<()>,
) -> Found<()> {
    let first = first_start(db, series, from).map_err(sql)?;
    let mut query = db
        .prepare_cached(
            "SELECT id, data FROM block WHERE series = ?1 AND start >= ?2 AND start < ?3 AND stop >= ?4
             ORDER BY start, id",
        )
        .map_err(sql)?;
    let mut rows = query
        .query(params![series.0, first, to, from])
        .map_err(sql)?;
    let mut samples = vec![];
    while let Some(row) = rows.next().map_err(sql)? {
        let id: i64 = row.get(0).map_err(sql)?;
        let bad = || (Fault::Row, Some(BadRow::Block(id)));
        let data = row.get_ref(1).map_err(sql)?;
        let data = data.as_blob().map_err(|_| bad())?;
        codec::decode(data, &mut samples).map_err(|_| bad())?;
        let begin = samples.partition_point(|sample| sample.at < from);
        for sample in &samples[begin..] {
            if sample.at >= to || each(*sample).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// From its index alone: how many samples the blocks hold that touch `from..to`.
pub fn count(db: &Connection, series: SeriesId, from: Millis, to: Millis) -> rusqlite::Result<u64> {
    let first = first_start(db, series, from)?;
    db.prepare_cached(
        "SELECT coalesce(sum(count), 0) FROM block WHERE series = ?1 AND start >= ?2 AND start < ?3 AND stop >= ?4",
    )?
    .query_row(params![series.0, first, to, from], |row| {
        row.get::<_, i64>(0)
    })
    .map(i64::unsigned_abs)
}

/// Whether [`count`] would be over `most`: a year of blocks takes longer to add up than to draw.
pub fn more_than(
    db: &Connection,
    series: SeriesId,
    (from, to): (Millis, Millis),
    most: u64,
) -> rusqlite::Result<bool> {
    let first = first_start(db, series, from)?;
    let mut blocks = db.prepare_cached(
        "SELECT count FROM block WHERE series = ?1 AND start >= ?2 AND start < ?3 AND stop >= ?4 ORDER BY start",
    )?;
    let mut rows = blocks.query(params![series.0, first, to, from])?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        found += row.get::<_, i64>(0)?.unsigned_abs();
        if found > most {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where the last block begins that begins before `from`: those before it end before `from`.
pub fn first_start(db: &Connection, series: SeriesId, from: Millis) -> rusqlite::Result<Millis> {
    db.prepare_cached("SELECT max(start) FROM block WHERE series = ?1 AND start < ?2")?
        .query_row(params![series.0, from], |row| {
            row.get::<_, Option<Millis>>(0)
        })
        .map(|start| start.unwrap_or(Millis::MIN))
}
