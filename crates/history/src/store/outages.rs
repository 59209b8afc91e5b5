//! Times in which nothing could be heard, as the writer knows them.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use tilework_core::Millis;

use crate::{Outage, SeriesId};

/// Shorter ones are not kept: a reconnect must not cut lines.
const SHORTEST: Millis = 30_000;

/// What could not be heard.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OutageOf {
    All,
    Broker(String),
    /// Its source went on with another kind of value.
    Series(SeriesId),
}

/// All that the file has.
#[derive(Debug, Default)]
pub struct Outages(HashMap<OutageOf, Times>);

/// Of one [`OutageOf`], in the order of their begin.
#[derive(Debug, Default)]
struct Times(Vec<Known>);

#[derive(Debug)]
struct Known {
    id: i64,
    from: Millis,
    /// `None`: it goes on.
    to: Option<Millis>,
    /// When this one and all before it were over: a clock that was set back can let one end after the next.
    over: Millis,
}

impl OutageOf {
    /// All in which nothing is heard of a series.
    pub fn all(series: SeriesId, broker: String) -> [Self; 3] {
        [Self::All, Self::Broker(broker), Self::Series(series)]
    }

    /// As columns of the table.
    fn columns(&self) -> (Option<&str>, Option<u32>) {
        match self {
            Self::All => (None, None),
            Self::Broker(broker) => (Some(broker), None),
            Self::Series(series) => (None, Some(series.0)),
        }
    }
}

impl Outages {
    pub fn load(db: &Connection) -> rusqlite::Result<Self> {
        let mut all = Self::default();
        let mut query = db.prepare("SELECT id, broker, series, start, stop FROM outage")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let silent = match (row.get(1)?, row.get(2)?) {
                (_, Some(series)) => OutageOf::Series(SeriesId(series)),
                (Some(broker), None) => OutageOf::Broker(broker),
                (None, None) => OutageOf::All,
            };
            all.0.entry(silent).or_default().0.push(Known {
                id: row.get(0)?,
                from: row.get(3)?,
                to: row.get(4)?,
                over: 0,
            });
        }
        all.0.values_mut().for_each(Times::put_in_order);
        Ok(all)
    }

    /// Nothing if one goes on already.
    pub fn began(
        &mut self,
        db: &Connection,
        silent: &OutageOf,
        at: Millis,
    ) -> rusqlite::Result<()> {
        let times = self.0.entry(silent.clone()).or_default();
        if times.0.iter().any(|known| known.to.is_none()) {
            return Ok(());
        }
        let (broker, series) = silent.columns();
        let id = db
            .prepare_cached("INSERT INTO outage (broker, series, start) VALUES (?1, ?2, ?3)")?
            .insert(params![broker, series, at])?;
        times.0.push(Known {
            id,
            from: at,
            to: None,
            over: 0,
        });
        times.put_in_order();
        Ok(())
    }

    /// Nothing if none goes on.
    pub fn ended(
        &mut self,
        db: &Connection,
        silent: &OutageOf,
        at: Millis,
    ) -> rusqlite::Result<()> {
        match self.0.get_mut(silent) {
            Some(times) => times.end(db, at),
            None => Ok(()),
        }
    }

    /// The app was closed since `alive`, if that is known: whatever went on then ends now, and nothing was heard in between.
    pub fn opened(
        &mut self,
        db: &Connection,
        alive: Option<Millis>,
        now: Millis,
    ) -> rusqlite::Result<()> {
        for times in self.0.values_mut() {
            times.end(db, now)?;
        }
        if let Some(alive) = alive {
            self.began(db, &OutageOf::All, alive)?;
            self.ended(db, &OutageOf::All, now)?;
        }
        Ok(())
    }

    /// Whether nothing was heard of the series for some of the time between two of its samples.
    pub fn between(&self, of: &[OutageOf; 3], from: Millis, to: Millis) -> bool {
        let mut times = of.iter().filter_map(|silent| self.0.get(silent));
        times.any(|times| times.between(from, to))
    }

    /// Forgets those of brokers that ended before `limit`.
    pub fn remove_before(&mut self, db: &Connection, limit: Millis) -> rusqlite::Result<()> {
        for (silent, times) in &mut self.0 {
            if !matches!(silent, OutageOf::Series(_)) {
                times.remove_before(db, limit)?;
            }
        }
        Ok(())
    }

    /// Forgets those of one series that ended before `limit`; `Millis::MAX`: all.
    pub fn remove_of(
        &mut self,
        db: &Connection,
        series: SeriesId,
        limit: Millis,
    ) -> rusqlite::Result<()> {
        if limit == Millis::MAX {
            self.0.remove(&OutageOf::Series(series));
            db.execute("DELETE FROM outage WHERE series = ?1", [series.0])?;
        } else if let Some(times) = self.0.get_mut(&OutageOf::Series(series)) {
            times.remove_before(db, limit)?;
        }
        Ok(())
    }
}

impl Times {
    fn put_in_order(&mut self) {
        self.0.sort_by_key(|known| known.from);
        let mut over = Millis::MIN;
        for known in &mut self.0 {
            over = over.max(known.to.unwrap_or(Millis::MAX));
            known.over = over;
        }
    }

    fn end(&mut self, db: &Connection, at: Millis) -> rusqlite::Result<()> {
        let Some(place) = self.0.iter().rposition(|known| known.to.is_none()) else {
            return Ok(());
        };
        let known = &mut self.0[place];
        if at.saturating_sub(known.from) >= SHORTEST {
            known.to = Some(at);
            db.prepare_cached("UPDATE outage SET stop = ?2 WHERE id = ?1")?
                .execute(params![known.id, at])?;
        } else {
            db.prepare_cached("DELETE FROM outage WHERE id = ?1")?
                .execute([known.id])?;
            self.0.remove(place);
        }
        self.put_in_order();
        Ok(())
    }

    /// From the newest on: a series asks about the time since its last sample.
    fn between(&self, from: Millis, to: Millis) -> bool {
        let newest = self.0.iter().rev().take_while(|known| known.over > from);
        newest
            .filter(|known| known.from < to)
            .any(|known| known.to.is_none_or(|end| end > from))
    }

    fn remove_before(&mut self, db: &Connection, limit: Millis) -> rusqlite::Result<()> {
        let old = |known: &Known| known.to.is_some_and(|to| to < limit);
        let mut remove = db.prepare_cached("DELETE FROM outage WHERE id = ?1")?;
        for known in self.0.iter().filter(|known| old(known)) {
            remove.execute([known.id])?;
        }
        self.0.retain(|known| !old(known));
        Ok(())
    }
}

/// Those of a series that touch a range, joined; one that goes on ends now.
pub fn between(
    db: &Connection,
    broker: &str,
    series: SeriesId,
    (from, to): (Millis, Millis),
    now: Millis,
) -> rusqlite::Result<Vec<Outage>> {
    let mut query = db.prepare_cached(
        "SELECT start, coalesce(stop, ?1) FROM outage
         WHERE series IS NULL AND (broker IS NULL OR broker = ?2) AND start < ?3 AND coalesce(stop, ?1) > ?4
         UNION ALL
         SELECT start, coalesce(stop, ?1) FROM outage WHERE series = ?5 AND start < ?3 AND coalesce(stop, ?1) > ?4
         ORDER BY 1",
    )?;
    let found = query.query_map(params![now, broker, to, from, series.0], |row| {
        Ok(Outage {
            from: row.get(0)?,
            to: row.get(1)?,
        })
    })?;
    let mut joined: Vec<Outage> = vec![];
    for outage in found {
        let outage = outage?;
        match joined.last_mut() {
            _ if outage.to - outage.from < SHORTEST => {}
            Some(last) if outage.from <= last.to => last.to = last.to.max(outage.to),
            _ => joined.push(outage),
        }
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_search_from_the_newest_finds_what_looking_at_all_finds(
            times in prop::collection::vec((0_i64..100, prop::option::of(0_i64..40)), 0..12), from in 0_i64..140, length in 0_i64..40
        ) {
            let known = |(from, length): &(i64, Option<i64>)| Known {
                id: 0,
                from: *from,
                to: length.map(|length| from + length),
                over: 0,
            };
            let mut all = Times(times.iter().map(known).collect());
            all.put_in_order();
            let to = from + length;
            let expected = times.iter().any(|(begin, length)| {
                *begin < to && length.is_none_or(|length| begin + length > from)
            });
            prop_assert_eq!(all.between(from, to), expected);
        }
    }
}
