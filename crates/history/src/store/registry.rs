//! Series and words in memory: naming one never waits for the disk.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, params};
use tilework_core::Millis;

use super::{file, types::Keep, words::Words};
use crate::{Kind, SeriesId, Source};

#[derive(Debug, Default)]
pub struct Registry {
    ids: HashMap<(Source, Kind), SeriesId>,
    rows: BTreeMap<SeriesId, Registered>,
    /// Ids are never used again.
    next: u32,
}

#[derive(Debug)]
pub struct Registered {
    pub source: Source,
    pub kind: Kind,
    pub keep: Keep,
    pub words: Words,
}

impl Registry {
    pub fn load(db: &Connection) -> rusqlite::Result<Self> {
        let mut registry = Self::default();
        let mut query = db.prepare("SELECT id, kind, source, keep FROM series")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let source: String = row.get(2)?;
            // A row that cannot be read is left as it is: its samples are of no use to anyone, and are no reason to record nothing.
            if let (Some(kind), Ok(source)) = (kind_of(row.get(1)?), serde_json::from_str(&source))
            {
                registry.put(SeriesId(row.get(0)?), source, kind, keep_of(row.get(3)?));
            }
            registry.next = registry.next.max(row.get::<_, u32>(0)? + 1);
        }
        let mut query = db.prepare("SELECT series, number, text FROM word")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(series) = registry.rows.get_mut(&SeriesId(row.get(0)?)) {
                series.words.put(row.get(1)?, row.get(2)?);
            }
        }
        let next = file::setting(db, "next_series")?.unwrap_or(1) as u32;
        registry.next = registry.next.max(next);
        Ok(registry)
    }

    /// What is written into a new file.
    pub fn copy(&self) -> (Vec<Row>, Vec<(SeriesId, u32, String)>) {
        let rows = self.rows.keys().filter_map(|id| self.row(*id)).collect();
        let words = self.rows.iter().flat_map(|(id, row)| {
            let of_row = row.words.all();
            of_row.map(|(number, text)| (*id, number, text.to_owned()))
        });
        (rows, words.collect())
    }

    pub fn find(&self, source: &Source, kind: Kind) -> Option<SeriesId> {
        self.ids.get(&(source.clone(), kind)).copied()
    }

    /// The series, and whether it is new.
    pub fn series(&mut self, source: &Source, kind: Kind) -> (SeriesId, bool) {
        if let Some(id) = self.find(source, kind) {
            return (id, false);
        }
        let id = SeriesId(self.next);
        self.next += 1;
        self.put(id, source.clone(), kind, Keep::Default);
        (id, true)
    }

    fn put(&mut self, id: SeriesId, source: Source, kind: Kind, keep: Keep) {
        self.ids.insert((source.clone(), kind), id);
        self.rows.insert(
            id,
            Registered {
                source,
                kind,
                keep,
                words: Words::default(),
            },
        );
    }

    pub fn get(&self, id: SeriesId) -> Option<&Registered> {
        self.rows.get(&id)
    }

    pub fn all(&self) -> impl Iterator<Item = (SeriesId, &Registered)> {
        self.rows.iter().map(|(id, series)| (*id, series))
    }

    pub fn set_keep(&mut self, id: SeriesId, keep: Keep) {
        if let Some(series) = self.rows.get_mut(&id) {
            series.keep = keep;
        }
    }

    pub fn remove(&mut self, id: SeriesId) {
        if let Some(series) = self.rows.remove(&id) {
            self.ids.remove(&(series.source, series.kind));
        }
    }

    /// The number of a word, and the word if it is new. `None`: no such series.
    pub fn word(&mut self, id: SeriesId, text: &str) -> Option<(u32, Option<String>)> {
        Some(self.rows.get_mut(&id)?.words.number(text))
    }

    /// Lets go of the words of a series that no sample says, see [`Words::keep_only`].
    pub fn keep_words(&mut self, id: SeriesId, said: &HashSet<u32>) -> Vec<u32> {
        let series = self.rows.get_mut(&id);
        series.map_or(vec![], |series| series.words.keep_only(said))
    }

    /// What [`Row::store`] writes, so that it is written without the lock.
    pub fn row(&self, id: SeriesId) -> Option<Row> {
        self.rows.get(&id).map(|series| Row {
            id,
            source: series.source.clone(),
            kind: series.kind,
            keep: series.keep,
            next: self.next,
        })
    }
}

/// A series as it is written, without its words.
#[derive(Debug)]
pub struct Row {
    id: SeriesId,
    source: Source,
    kind: Kind,
    keep: Keep,
    next: u32,
}

impl Row {
    pub fn store(&self, db: &Connection) -> rusqlite::Result<()> {
        let source = serde_json::to_string(&self.source)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        db.prepare_cached(
            "INSERT OR IGNORE INTO series (id, kind, broker, source, keep, kept_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            self.id.0,
            self.kind as i64,
            self.source.broker,
            source,
            keep_number(self.keep),
            Millis::MIN
        ])?;
        file::set(db, "next_series", i64::from(self.next))
    }
}

/// In place of a word that had the number before.
pub fn store_word(db: &Connection, id: SeriesId, number: u32, text: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO word (series, number, text) VALUES (?1, ?2, ?3)")?
        .execute(params![id.0, number, text])
        .map(|_| ())
}

pub fn remove_words(db: &Connection, id: SeriesId, numbers: &[u32]) -> rusqlite::Result<()> {
    let mut remove = db.prepare_cached("DELETE FROM word WHERE series = ?1 AND number = ?2")?;
    for number in numbers {
        remove.execute(params![id.0, number])?;
    }
    Ok(())
}

fn kind_of(number: i64) -> Option<Kind> {
    [Kind::Number, Kind::OnOff, Kind::Text]
        .into_iter()
        .find(|kind| *kind as i64 == number)
}

pub fn keep_number(keep: Keep) -> i64 {
    match keep {
        Keep::Default => 0,
        Keep::Days { days } => i64::from(days.max(1)),
        Keep::Forever => -1,
        Keep::Nothing => -2,
    }
}

fn keep_of(number: i64) -> Keep {
    match number {
        -1 => Keep::Forever,
        -2 => Keep::Nothing,
        0 => Keep::Default,
        days => u32::try_from(days).map_or(Keep::Default, |days| Keep::Days { days }),
    }
}
