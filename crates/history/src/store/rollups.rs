//! What is done to buckets when samples come and go.
//!
//! The minutes of an hour in which none has more than [`FEW`](super::fold::FEW) samples would say the samples again. They are no row as long
//! as all samples of their hour are kept one by one, and are made of those when they are asked for. An hour that begins before
//! `kept_from` has its row.

use rusqlite::Connection;
use tilework_core::Millis;

use super::{
    chunk::{self, key, number},
    chunk_rows::{
        Chunk, cells_of, first_at, hours_of, load, load_hours, load_minutes, samples_of, store,
    },
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

/// A series, and from where its samples are kept one by one.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub series: SeriesId,
    pub kept_from: Millis,
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
        minutes.changed = must_be_stored(minutes, place);
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

fn must_be_stored(minutes: &Chunk, place: Place) -> bool {
    let start = minutes.number * chunk::span(Level::Minute);
    start < place.kept_from || minutes.cells.iter().any(|cell| cell.few.is_empty())
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

/// Folds a chunk of before version 4 again, as far as what it was made of is still there.
pub fn refold(db: &Connection, series: SeriesId, level: Level, wanted: i64) -> Result<(), Fault> {
    let Some(mut cells) = load(db, series, level, wanted)? else {
        return Ok(());
    };
    let span = chunk::span(level);
    let made = match level {
        Level::Minute => cells_of(&samples_of(db, series, wanted * span, span)?),
        Level::Hour => hours_of(db, series, wanted)?,
    };
    for cell in &mut cells {
        let start = cell.bucket.start;
        let Ok(place) = made.binary_search_by_key(&start, |made| made.bucket.start) else {
            continue;
        };
        // A part of its samples may be gone.
        if made[place].bucket.count == cell.bucket.count {
            *cell = made[place].clone();
        }
    }
    let mut chunk = Chunk {
        number: wanted,
        cells,
        changed: true,
    };
    store(db, series, level, Some(&mut chunk))
}
