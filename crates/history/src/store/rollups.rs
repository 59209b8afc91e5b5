//! Chunks of buckets as rows, and what is done to them when samples come.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    blocks,
    chunk::{self, key, number},
    fault::Fault,
    fold::{Cell, start_of},
};
use crate::{Level, Sample, SeriesId};

/// The chunk of each level that was changed last.
#[derive(Debug, Default)]
pub struct Rollups {
    minutes: Option<Chunk>,
    hours: Option<Chunk>,
}

#[derive(Debug)]
struct Chunk {
    number: i64,
    cells: Vec<Cell>,
    changed: bool,
}

impl Rollups {
    /// The samples are new, in order, and already in their blocks.
    pub fn add(
        &mut self,
        db: &Connection,
        series: SeriesId,
        samples: &[Sample],
    ) -> Result<(), Fault> {
        let minute = |sample: &Sample| start_of(Level::Minute, sample.at);
        for run in samples.chunk_by(|left, right| minute(left) == minute(right)) {
            let start = minute(&run[0]);
            let wanted = number(Level::Minute, start);
            if self
                .minutes
                .as_ref()
                .is_none_or(|chunk| chunk.number != wanted)
            {
                self.store_minutes(db, series)?;
                self.minutes = Some(load_minutes(db, series, wanted)?);
            }
            let Some(chunk) = &mut self.minutes else {
                continue;
            };
            chunk.changed = true;
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
        self.store_minutes(db, series)?;
        store(db, series, Level::Hour, self.hours.as_mut())
    }

    /// Writes the minutes and makes their hour anew.
    fn store_minutes(&mut self, db: &Connection, series: SeriesId) -> Result<(), Fault> {
        let Some(minutes) = self.minutes.as_mut().filter(|chunk| chunk.changed) else {
            return Ok(());
        };
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

/// Makes a chunk anew that cannot be decoded: what its samples or its minutes still say.
pub fn repair(db: &Connection, series: SeriesId, level: Level, wanted: i64) -> Result<(), Fault> {
    let mut chunk = match level {
        Level::Minute => load_minutes(db, series, wanted)?,
        Level::Hour => load_hours(db, series, wanted)?,
    };
    chunk.changed = true;
    if chunk.cells.is_empty() {
        db.execute(
            "DELETE FROM rollup WHERE key = ?1",
            [key(series, level, wanted)],
        )?;
        return Ok(());
    }
    store(db, series, level, Some(&mut chunk))
}

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
    Ok(match data {
        None => Some(vec![]),
        Some(data) => chunk::decode(level, &data).ok(),
    })
}

fn load_minutes(db: &Connection, series: SeriesId, number: i64) -> Result<Chunk, Fault> {
    let cells = match load(db, series, Level::Minute, number)? {
        Some(cells) => cells,
        None => {
            tracing::warn!(
                series = series.0,
                "minutes of an hour are damaged and made anew"
            );
            let span = chunk::span(Level::Minute);
            let minute = |sample: &Sample| start_of(Level::Minute, sample.at);
            samples_of(db, series, number * span, span)?
                .chunk_by(|left, right| minute(left) == minute(right))
                .filter_map(|run| Cell::of(Level::Minute, run))
                .collect()
        }
    };
    Ok(Chunk {
        number,
        cells,
        changed: false,
    })
}

fn load_hours(db: &Connection, series: SeriesId, number: i64) -> Result<Chunk, Fault> {
    let cells = match load(db, series, Level::Hour, number)? {
        Some(cells) => cells,
        None => {
            tracing::warn!(
                series = series.0,
                "hours of a day are damaged and made anew"
            );
            let mut hours = vec![];
            for hour in number * 24..(number + 1) * 24 {
                hours.extend(Cell::hour_of(&load_minutes(db, series, hour)?.cells));
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
            Err((Fault::Row, Some(id))) => blocks::remove_damaged(db, series, id)?,
            Err((fault, _)) => return Err(fault),
        }
    }
}
