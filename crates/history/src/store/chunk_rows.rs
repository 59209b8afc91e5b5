//! Chunks of buckets as rows, or as the samples say them.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, params};
use tilework_core::Millis;

use super::{
    blocks,
    chunk::{self, key},
    fault::{BadRow, Fault},
    fold::{Cell, start_of},
};
use crate::{Level, Sample, SeriesId};

#[derive(Debug)]
pub struct Chunk {
    pub number: i64,
    pub cells: Vec<Cell>,
    /// Since it was stored.
    pub changed: bool,
}

/// The minutes of samples that are in order.
pub fn cells_of(samples: &[Sample]) -> Vec<Cell> {
    let minute = |sample: &Sample| start_of(Level::Minute, sample.at);
    samples
        .chunk_by(|left, right| minute(left) == minute(right))
        .filter_map(|run| Cell::of(Level::Minute, run))
        .collect()
}

/// `None`: there is no row, or it is damaged.
pub fn load(
    db: &Connection,
    series: SeriesId,
    level: Level,
    number: i64,
) -> Result<Option<Vec<Cell>>, Fault> {
    let data: Option<Vec<u8>> = db
        .prepare_cached("SELECT data FROM rollup WHERE key = ?1")?
        .query_row([key(series, level, number)], |row| row.get(0))
        .optional()?;
    let cells = data.map(|data| chunk::decode(level, &data));
    if matches!(cells, Some(Err(_))) {
        tracing::warn!(series = series.0, ?level, "damaged rollups are made anew");
    }
    Ok(cells.and_then(Result::ok))
}

/// The minutes of an hour, and whether they were made of its samples.
pub fn load_minutes(
    db: &Connection,
    series: SeriesId,
    number: i64,
) -> Result<(Chunk, bool), Fault> {
    let stored = load(db, series, Level::Minute, number)?;
    let made = stored.is_none();
    let cells = match stored {
        Some(cells) => cells,
        None => {
            let span = chunk::span(Level::Minute);
            cells_of(&samples_of(db, series, number * span, span)?)
        }
    };
    let chunk = Chunk {
        number,
        cells,
        changed: false,
    };
    Ok((chunk, made))
}

/// The hours of a day.
pub fn load_hours(db: &Connection, series: SeriesId, number: i64) -> Result<Chunk, Fault> {
    let cells = match load(db, series, Level::Hour, number)? {
        Some(cells) => cells,
        None => hours_of(db, series, number)?,
    };
    Ok(Chunk {
        number,
        cells,
        changed: false,
    })
}

/// The hours of a day as their minutes say them.
pub fn hours_of(db: &Connection, series: SeriesId, day: i64) -> Result<Vec<Cell>, Fault> {
    let mut hours = vec![];
    for hour in day * 24..(day + 1) * 24 {
        hours.extend(Cell::hour_of(&load_minutes(db, series, hour)?.0.cells));
    }
    Ok(hours)
}

/// If it was changed.
pub fn store(
    db: &Connection,
    series: SeriesId,
    level: Level,
    chunk: Option<&mut Chunk>,
) -> Result<(), Fault> {
    if let Some(chunk) = chunk.filter(|chunk| chunk.changed) {
        db.prepare_cached("INSERT OR REPLACE INTO rollup (key, data) VALUES (?1, ?2)")?
            .execute(params![
                key(series, level, chunk.number),
                chunk::encode(&chunk.cells)
            ])?;
        chunk.changed = false;
    }
    Ok(())
}

/// All samples of a time, without those of damaged blocks.
pub fn samples_of(
    db: &Connection,
    series: SeriesId,
    start: i64,
    millis: i64,
) -> Result<Vec<Sample>, Fault> {
    let mut all = vec![];
    loop {
        all.clear();
        let read = blocks::each(db, series, start, start + millis, &mut |sample| {
            all.push(sample);
            ControlFlow::Continue(())
        });
        match read {
            Ok(()) => return Ok(all),
            Err((_, Some(BadRow::Block(id)))) => blocks::remove_damaged(db, series, id)?,
            Err((fault, _)) => return Err(fault),
        }
    }
}

/// Where the first sample is from a time on.
pub fn first_at(db: &Connection, series: SeriesId, from: Millis) -> Result<Option<Millis>, Fault> {
    loop {
        let mut found = None;
        let read = blocks::each(db, series, from, Millis::MAX, &mut |sample| {
            found = Some(sample.at);
            ControlFlow::Break(())
        });
        match read {
            Ok(()) => return Ok(found),
            Err((_, Some(BadRow::Block(id)))) => blocks::remove_damaged(db, series, id)?,
            Err((fault, _)) => return Err(fault),
        }
    }
}
