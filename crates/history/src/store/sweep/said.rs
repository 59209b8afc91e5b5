//! Which words the samples of a series say, found step by step.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use tilework_core::Millis;

use super::rows::{first_key, last_key};
use crate::{
    Level, SeriesId,
    store::{chunk, codec, fault::Fault, stored::kept_from},
};

/// What was found of one series until now.
#[derive(Debug)]
pub struct Said {
    pub series: SeriesId,
    pub words: HashSet<u32>,
    /// Older samples of a block that goes on are not read any more.
    kept_from: Millis,
    /// Start and row of the block that was looked at last.
    block: (Millis, i64),
    /// The key of the chunk that was looked at last; `None` while there are blocks.
    chunk: Option<i64>,
}

impl Said {
    pub fn new(db: &Connection, series: SeriesId) -> rusqlite::Result<Self> {
        Ok(Self {
            series,
            words: HashSet::new(),
            kept_from: kept_from(db, series)?,
            block: (Millis::MIN, i64::MIN),
            chunk: None,
        })
    }

    /// Looks at so many rows at most; true when nothing is left to look at.
    pub fn read_on(&mut self, db: &Connection, most: &mut usize) -> Result<bool, Fault> {
        if self.chunk.is_none() {
            self.read_blocks(db, most)?;
        }
        if self.chunk.is_some() {
            self.read_chunks(db, most)?;
        }
        Ok(*most > 0)
    }

    fn read_blocks(&mut self, db: &Connection, most: &mut usize) -> Result<(), Fault> {
        let mut query = db.prepare_cached(
            "SELECT start, id, data FROM block WHERE series = ?1 AND (start, id) > (?2, ?3) ORDER BY start, id LIMIT ?4",
        )?;
        let (start, id) = self.block;
        let mut rows = query.query(params![self.series.0, start, id, *most as i64])?;
        let mut samples = vec![];
        while let Some(row) = rows.next()? {
            self.block = (row.get(0)?, row.get(1)?);
            let data = row.get_ref(2)?.as_blob().map_err(|_| Fault::Row)?;
            codec::decode(data, &mut samples)?;
            let kept = samples.iter().filter(|sample| sample.at >= self.kept_from);
            self.words.extend(kept.map(|sample| sample.value as u32));
            *most -= 1;
        }
        if *most > 0 {
            self.chunk = Some(first_key(self.series, Level::Minute) - 1);
        }
        Ok(())
    }

    fn read_chunks(&mut self, db: &Connection, most: &mut usize) -> Result<(), Fault> {
        let mut query = db.prepare_cached(
            "SELECT key, data FROM rollup WHERE key > ?1 AND key <= ?2 ORDER BY key LIMIT ?3",
        )?;
        // Hours lie behind minutes.
        let last = last_key(self.series, Level::Hour);
        let mut rows = query.query(params![self.chunk, last, *most as i64])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let level = if key < first_key(self.series, Level::Hour) {
                Level::Minute
            } else {
                Level::Hour
            };
            let data = row.get_ref(1)?.as_blob().map_err(|_| Fault::Row)?;
            for cell in chunk::decode(level, data)? {
                let bucket = &cell.bucket;
                let ends = [bucket.first.value, bucket.last.value];
                let extremes = [bucket.minimum, bucket.maximum];
                let few = cell.few.iter().map(|sample| sample.value);
                let all = few.chain(ends).chain(extremes);
                self.words.extend(all.map(|value| value as u32));
            }
            self.chunk = Some(key);
            *most -= 1;
        }
        Ok(())
    }
}
