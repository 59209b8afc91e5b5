//! What callers ask of the writer, carried out one by one.

use rusqlite::{Connection, params};
use tilework_core::Millis;

use super::Writer;
use crate::{
    HistoryError, Sample, SeriesId,
    store::{
        blocks,
        fault::{BadRow, Fault},
        file,
        inbox::can_be_kept,
        jobs::{Answer, GivenBack, Job},
        ledger::Ledger,
        registry::keep_number,
        rollups,
        settings::store_retention,
        types::{Added, Keep, Recording, Retention},
    },
};

impl Writer {
    pub fn carry_out(&mut self, job: Job) {
        match job {
            Job::Flush(answer) => drop(answer.send(self.written())),
            Job::SetRetention(retention, answer) => {
                let outcome = self.set_retention(retention);
                self.answer(&answer, outcome);
            }
            Job::SetKeep(series, keep, answer) => {
                let outcome = self.set_keep(series, keep);
                self.answer(&answer, outcome);
            }
            Job::Delete(series, answer) => {
                let outcome = self.delete(series);
                self.answer(&answer, outcome);
            }
            Job::Settle(answer) => {
                self.settling.push(answer);
                self.begin_sweep();
            }
            Job::GiveBack(pages, answer) => {
                let outcome = self.ledger.commit(|_, db| give_back(db, pages));
                self.answer(&answer, outcome);
            }
            Job::Checkpoint(answer) => {
                let outcome = self.ledger.checkpoint();
                self.answer(&answer, outcome);
            }
            Job::Import(series, samples, answer) => {
                let outcome = self.import(series, samples);
                self.answer(&answer, outcome);
            }
            Job::Repair(series, bad) => {
                let outcome = self
                    .ledger
                    .commit(|ledger, db| repair(ledger, db, series, bad));
                self.met_if_any(outcome);
            }
            Job::Examine => {
                let outcome = self.ledger.examine();
                self.met_if_any(outcome);
            }
        }
    }

    fn answer<T>(&mut self, answer: &Answer<T>, outcome: Result<T, Fault>) {
        if let Err(fault) = &outcome {
            self.met(fault);
        }
        let _ = answer.send(outcome.map_err(HistoryError::from));
    }

    fn met_if_any(&mut self, outcome: Result<(), Fault>) {
        if let Err(fault) = outcome {
            self.met(&fault);
        }
    }

    /// What waits could not be written at the last try.
    fn written(&self) -> Result<(), HistoryError> {
        if self.held.is_none() {
            return Ok(());
        }
        Err(match &self.shared.inbox().trouble {
            Some(Recording::Failed { message }) => HistoryError::Failed(message.clone()),
            _ => HistoryError::DiskFull,
        })
    }

    fn set_retention(&mut self, retention: Retention) -> Result<(), Fault> {
        (self.ledger).commit(|_, db| Ok(store_retention(db, retention)?))?;
        self.shared.inbox().retention = retention;
        self.begin_sweep();
        Ok(())
    }

    fn set_keep(&mut self, series: SeriesId, keep: Keep) -> Result<(), Fault> {
        self.ledger.commit(|_, db| {
            db.execute(
                "UPDATE series SET keep = ?2 WHERE id = ?1",
                params![series.0, keep_number(keep)],
            )?;
            Ok(())
        })?;
        self.shared.inbox().registry.set_keep(series, keep);
        self.begin_sweep();
        Ok(())
    }

    fn delete(&mut self, series: SeriesId) -> Result<(), Fault> {
        self.ledger.commit(|ledger, db| {
            ledger.forget(series);
            ledger.outages().remove_of(db, series, Millis::MAX)?;
            db.execute("DELETE FROM series WHERE id = ?1", [series.0])?;
            db.execute("DELETE FROM word WHERE series = ?1", [series.0])?;
            db.execute(
                "INSERT OR IGNORE INTO doomed (series) VALUES (?1)",
                [series.0],
            )?;
            Ok(())
        })?;
        self.begin_sweep();
        Ok(())
    }

    fn import(&mut self, series: SeriesId, samples: Vec<Sample>) -> Result<Added, Fault> {
        self.ledger.commit(|ledger, db| {
            let samples = samples.into_iter().filter(|sample| can_be_kept(*sample));
            ledger.add(db, series, samples)
        })
    }
}

fn give_back(db: &Connection, pages: u64) -> Result<GivenBack, Fault> {
    let before = file::pages(db)?.1;
    file::give_back(db, pages)?;
    let left = file::pages(db)?.1;
    Ok(GivenBack {
        given: before.saturating_sub(left),
        left,
    })
}

fn repair(
    ledger: &mut Ledger,
    db: &Connection,
    series: SeriesId,
    bad: BadRow,
) -> Result<(), Fault> {
    ledger.forget(series);
    match bad {
        BadRow::Block(id) => Ok(blocks::remove_damaged(db, series, id)?),
        BadRow::Chunk(level, number) => rollups::repair(db, series, level, number),
    }
}
