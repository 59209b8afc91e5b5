//! Words go with the samples that said them.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use tilework_core::Millis;

use super::{
    Stage, Sweep,
    rows::{first_key, last_key},
};
use crate::{
    Kind, Level, SeriesId,
    store::{chunk, codec, fault::Fault, ledger::Ledger, registry, stored::kept_from},
};

/// What was found of one series until now.
#[derive(Debug)]
pub(super) struct Said {
    series: SeriesId,
    words: HashSet<u32>,
    /// Older samples of a block that goes on are not read any more.
    kept_from: Millis,
    /// Start and row of the block that was looked at last.
    block: (Millis, i64),
    /// The key of the chunk that was looked at last; `None` while there are blocks.
    chunk: Option<i64>,
}

impl Said {
    fn new(db: &Connection, series: SeriesId) -> rusqlite::Result<Self> {
        Ok(Self {
            series,
            words: HashSet::new(),
            kept_from: kept_from(db, series)?,
            block: (Millis::MIN, i64::MIN),
            chunk: None,
        })
    }
}

impl Sweep {
    pub(super) fn words(&mut self, ledger: &Ledger) -> Stage {
        if !self.with_words {
            return Stage::Free;
        }
        let inbox = ledger.inbox();
        let all = inbox.registry.all();
        let with_words = all.filter(|(_, row)| row.kind == Kind::Text && !row.words.is_empty());
        self.series = with_words.map(|(series, _)| series).collect();
        Stage::WordsOfSeries
    }

    /// What is recorded while the steps go on has just been named, and stays therefore.
    pub(super) fn words_of_series(
        &mut self,
        ledger: &Ledger,
        db: &Connection,
    ) -> Result<Stage, Fault> {
        let mut said = match (self.said.take(), self.series.pop()) {
            (Some(said), waiting) => {
                self.series.extend(waiting);
                said
            }
            (None, Some(series)) => Said::new(db, series)?,
            (None, None) => return Ok(Stage::Free),
        };
        let all_read = match self.read_on(db, &mut said) {
            // What a damaged row said is not known: all words stay.
            Err(Fault::Row) => return Ok(Stage::WordsOfSeries),
            read => read?,
        };
        if all_read {
            let gone = (ledger.inbox().registry).keep_words(said.series, &said.words);
            registry::remove_words(db, said.series, &gone)?;
        } else {
            self.said = Some(said);
        }
        Ok(Stage::WordsOfSeries)
    }

    /// True when nothing is left to read.
    fn read_on(&mut self, db: &Connection, said: &mut Said) -> Result<bool, Fault> {
        if said.chunk.is_none() {
            self.read_blocks(db, said)?;
        }
        if said.chunk.is_some() {
            self.read_chunks(db, said)?;
        }
        Ok(self.rows > 0)
    }

    fn read_blocks(&mut self, db: &Connection, said: &mut Said) -> Result<(), Fault> {
        let mut query = db.prepare_cached(
            "SELECT start, id, data FROM block WHERE series = ?1 AND (start, id) > (?2, ?3) ORDER BY start, id LIMIT ?4",
        )?;
        let (start, id) = said.block;
        let mut rows = query.query(params![said.series.0, start, id, self.rows as i64])?;
        let mut samples = vec![];
        while let Some(row) = rows.next()? {
            said.block = (row.get(0)?, row.get(1)?);
            let data = row.get_ref(2)?.as_blob().map_err(|_| Fault::Row)?;
            codec::decode(data, &mut samples)?;
            let kept = samples.iter().filter(|sample| sample.at >= said.kept_from);
            said.words.extend(kept.map(|sample| sample.value as u32));
            self.rows -= 1;
        }
        if self.rows > 0 {
            said.chunk = Some(first_key(said.series, Level::Minute) - 1);
        }
        Ok(())
    }

    fn read_chunks(&mut self, db: &Connection, said: &mut Said) -> Result<(), Fault> {
        let mut query = db.prepare_cached(
            "SELECT key, data FROM rollup WHERE key > ?1 AND key <= ?2 ORDER BY key LIMIT ?3",
        )?;
        // Hours lie behind minutes.
        let last = last_key(said.series, Level::Hour);
        let mut rows = query.query(params![said.chunk, last, self.rows as i64])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let level = if key < first_key(said.series, Level::Hour) {
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
                said.words.extend(all.map(|value| value as u32));
            }
            said.chunk = Some(key);
            self.rows -= 1;
        }
        Ok(())
    }
}
