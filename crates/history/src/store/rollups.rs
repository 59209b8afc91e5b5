//! Chunks of buckets as rows, and what is done to them when samples come.
//!
//! The minutes of an hour in which none has more than [`FEW`](super::fold::FEW) samples would say the samples again. They are no row as long
//! as all samples of their hour are kept one by one, and are made of those when they are asked for. An hour that begins before
//! `kept_from` has its row.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, params};
use tilework_core::Millis;

use super::{
    blocks,
    chunk::{self, key, number},
    fault::{BadRow, Fault},
    fold::{Cell, start_of},
};
use crate::{Level, Sample, SeriesId};

/// The chunk of each level that was changed last.
#[derive(Debug, Default)]
pub struct Rollups {
    minutes: Option<Chunk>,
    hours: Option<Chunk>,
}

/// A series, and from where its samples are kept one by one.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub series: SeriesId,
    pub kept_from: Millis,
}

#[derive(Debug)]
struct Chunk {
    number: i64,
    cells: Vec<Cell>,
    changed: bool,
}

impl Rollups {
    /// The samples are new, in order, and already in their blocks.
    pub fn add(&mut self, db: &Connection, place: Place, samples: &[Sample]) -> Result<(), Fault> {
        let series = place.series;
        let mut made = None;
        let minute = |sample: &Sample| start_of(Level::Minute, sample.at);
        for run in samples.chunk_by(|left, right| minute(left) == minute(right)) {
            let start = minute(&run[0]);
            let wanted = number(Level::Minute, start);
            if self
                .minutes
                .as_ref()
                .is_none_or(|chunk| chunk.number != wanted)
            {
                self.store_minutes(db, place)?;
                let (chunk, of_samples) = load_minutes(db, series, wanted)?;
                if of_samples {
                    made = Some(wanted);
                }
                self.minutes = Some(chunk);
            }
            let Some(chunk) = &mut self.minutes else {
                continue;
            };
            chunk.changed = true;
            if made == Some(wanted) {
                // Its samples were read just now, these among them.
                continue;
            }
            match chunk
                .cells
                .binary_search_by_key(&start, |cell| cell.bucket.start)
            {
                Ok(place) if run[0].at >= chunk.cells[place].bucket.last.at => {
                    for sample in run {
                        chunk.cells[place].push(*sample);
                    }
                }
                Ok(place) => {
                    let all = samples_of(db, series, start, Level::Minute.millis())?;
                    if let Some(cell) = Cell::of(Level::Minute, &all) {
                        chunk.cells[place] = cell;
                    }
                }
                Err(place) => {
                    if let Some(cell) = Cell::of(Level::Minute, run) {
                        chunk.cells.insert(place, cell);
                    }
                }
            }
        }
        self.store_minutes(db, place)?;
        store(db, series, Level::Hour, self.hours.as_mut())
    }

    /// Writes the minutes and makes their hour anew.
    fn store_minutes(&mut self, db: &Connection, place: Place) -> Result<(), Fault> {
        let series = place.series;
        let Some(minutes) = self.minutes.as_mut().filter(|chunk| chunk.changed) else {
            return Ok(());
        };
        minutes.changed = minutes.must_be_stored(place);
        store(db, series, Level::Minute, Some(minutes))?;
        let Some(hour) = Cell::hour_of(&minutes.cells) else {
            return Ok(());
        };
        let wanted = number(Level::Hour, hour.bucket.start);
        if self
            .hours
            .as_ref()
            .is_none_or(|chunk| chunk.number != wanted)
        {
            store(db, series, Level::Hour, self.hours.as_mut())?;
            self.hours = Some(load_hours(db, series, wanted)?);
        }
        if let Some(hours) = &mut self.hours {
            hours.changed = true;
            match hours
                .cells
                .binary_search_by_key(&hour.bucket.start, |cell| cell.bucket.start)
            {
                Ok(place) => hours.cells[place] = hour,
                Err(place) => hours.cells.insert(place, hour),
            }
        }
        Ok(())
    }
}

impl Chunk {
    fn must_be_stored(&self, place: Place) -> bool {
        let start = self.number * chunk::span(Level::Minute);
        start < place.kept_from || self.cells.iter().any(|cell| cell.few.is_empty())
    }
}

/// Whether the minutes of the hour of a sample have no row.
pub fn is_thin(db: &Connection, series: SeriesId, at: Millis) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM rollup WHERE key = ?1")?
        .exists([key(series, Level::Minute, number(Level::Minute, at))])
        .map(|stored| !stored)
}

/// Writes the minutes of every hour that has samples in `from..=to` and no row, before the samples go.
pub fn keep_minutes(
    db: &Connection,
    series: SeriesId,
    from: Millis,
    to: Millis,
) -> Result<(), Fault> {
    let span = chunk::span(Level::Minute);
    let mut hour = number(Level::Minute, from);
    while hour <= number(Level::Minute, to) {
        let (mut chunk, of_samples) = load_minutes(db, series, hour)?;
        chunk.changed = of_samples && !chunk.cells.is_empty();
        store(db, series, Level::Minute, Some(&mut chunk))?;
        // Not hour by hour through a block that spans years.
        hour += 1;
        if chunk.cells.is_empty() || of_samples {
            match first_at(db, series, hour * span)? {
                Some(next) => hour = number(Level::Minute, next),
                None => break,
            }
        }
    }
    Ok(())
}

/// The minutes of samples that are in order.
pub fn cells_of(samples: &[Sample]) -> Vec<Cell> {
    let minute = |sample: &Sample| start_of(Level::Minute, sample.at);
    samples
        .chunk_by(|left, right| minute(left) == minute(right))
        .filter_map(|run| Cell::of(Level::Minute, run))
        .collect()
}

/// Makes a chunk anew that cannot be decoded: what its samples or its minutes still say.
pub fn repair(db: &Connection, series: SeriesId, level: Level, wanted: i64) -> Result<(), Fault> {
    let mut chunk = match level {
        Level::Minute => load_minutes(db, series, wanted)?.0,
        Level::Hour => load_hours(db, series, wanted)?,
    };
    chunk.changed = !chunk.cells.is_empty();
    db.execute(
        "DELETE FROM rollup WHERE key = ?1",
        [key(series, level, wanted)],
    )?;
    store(db, series, level, Some(&mut chunk))
}

/// `None`: there is no row, or it is damaged.
fn load(
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

/// And whether they were made of the samples.
fn load_minutes(db: &Connection, series: SeriesId, number: i64) -> Result<(Chunk, bool), Fault> {
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

fn load_hours(db: &Connection, series: SeriesId, number: i64) -> Result<Chunk, Fault> {
    let cells = match load(db, series, Level::Hour, number)? {
        Some(cells) => cells,
        None => {
            let mut hours = vec![];
            for hour in number * 24..(number + 1) * 24 {
                hours.extend(Cell::hour_of(&load_minutes(db, series, hour)?.0.cells));
            }
            hours
        }
    };
    Ok(Chunk {
        number,
        cells,
        changed: false,
    })
}

fn store(
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

fn samples_of(
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

fn first_at(db: &Connection, series: SeriesId, from: Millis) -> Result<Option<Millis>, Fault> {
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
