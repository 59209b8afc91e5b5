//! Times in which nothing could be heard, as the writer knows them.

use rusqlite::{Connection, params};
use tilework_core::Millis;

use crate::Outage;

/// Shorter ones are not kept: a reconnect must not cut lines.
const SHORTEST: Millis = 30_000;

/// All that the file has. They are few: one for each time that a broker or the app was away.
#[derive(Debug, Default)]
pub struct Outages(Vec<Known>);

#[derive(Debug)]
struct Known {
    id: i64,
    /// `None`: of all brokers.
    broker: Option<String>,
    from: Millis,
    /// `None`: it goes on.
    to: Option<Millis>,
}

impl Outages {
    pub fn load(db: &Connection) -> rusqlite::Result<Self> {
        db.prepare("SELECT id, broker, start, stop FROM outage ORDER BY start")?
            .query_map([], |row| {
                Ok(Known {
                    id: row.get(0)?,
                    broker: row.get(1)?,
                    from: row.get(2)?,
                    to: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Nothing if one goes on already.
    pub fn began(
        &mut self,
        db: &Connection,
        broker: Option<&str>,
        at: Millis,
    ) -> rusqlite::Result<()> {
        let goes_on = |known: &Known| known.to.is_none() && known.broker.as_deref() == broker;
        if self.0.iter().any(goes_on) {
            return Ok(());
        }
        let id = db
            .prepare_cached("INSERT INTO outage (broker, start) VALUES (?1, ?2)")?
            .insert(params![broker, at])?;
        self.0.push(Known {
            id,
            broker: broker.map(str::to_owned),
            from: at,
            to: None,
        });
        Ok(())
    }

    /// Nothing if none goes on.
    pub fn ended(
        &mut self,
        db: &Connection,
        broker: Option<&str>,
        at: Millis,
    ) -> rusqlite::Result<()> {
        self.end(db, at, |known| known.broker.as_deref() == broker)
    }

    /// The app was closed since `alive`, if that is known: whatever went on then ends now, and nothing was heard in between.
    pub fn opened(
        &mut self,
        db: &Connection,
        alive: Option<Millis>,
        now: Millis,
    ) -> rusqlite::Result<()> {
        self.end(db, now, |_| true)?;
        if let Some(alive) = alive {
            self.began(db, None, alive)?;
            self.ended(db, None, now)?;
        }
        Ok(())
    }

    fn end(
        &mut self,
        db: &Connection,
        at: Millis,
        which: impl Fn(&Known) -> bool,
    ) -> rusqlite::Result<()> {
        let mut failed = Ok(());
        self.0.retain_mut(|known| {
            if known.to.is_some() || !which(known) || failed.is_err() {
                return true;
            }
            let long = at.saturating_sub(known.from) >= SHORTEST;
            failed = if long {
                known.to = Some(at);
                db.execute(
                    "UPDATE outage SET stop = ?2 WHERE id = ?1",
                    params![known.id, at],
                )
            } else {
                db.execute("DELETE FROM outage WHERE id = ?1", [known.id])
            }
            .map(|_| ());
            long || failed.is_err()
        });
        failed
    }

    /// Whether nothing was heard of the broker for some of the time between two samples.
    pub fn between(&self, broker: &str, from: Millis, to: Millis) -> bool {
        self.0.iter().any(|known| {
            known.broker.as_deref().is_none_or(|other| other == broker)
                && known.from < to
                && known.to.is_none_or(|end| end > from)
        })
    }

    /// Forgets those that ended before `limit`.
    pub fn remove_before(&mut self, db: &Connection, limit: Millis) -> rusqlite::Result<()> {
        let old = |known: &Known| known.to.is_some_and(|to| to < limit);
        if self.0.iter().any(old) {
            db.execute("DELETE FROM outage WHERE stop < ?1", [limit])?;
            self.0.retain(|known| !old(known));
        }
        Ok(())
    }
}

/// Those that touch a range, joined; one that goes on ends now.
pub fn between(
    db: &Connection,
    broker: &str,
    (from, to): (Millis, Millis),
    now: Millis,
) -> rusqlite::Result<Vec<Outage>> {
    let mut query = db.prepare_cached(
        "SELECT start, coalesce(stop, ?1) FROM outage
         WHERE (broker IS NULL OR broker = ?2) AND start < ?3 AND coalesce(stop, ?1) > ?4 ORDER BY start",
    )?;
    let found = query.query_map(params![now, broker, to, from], |row| {
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
