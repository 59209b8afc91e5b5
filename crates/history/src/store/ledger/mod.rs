//! The file as the writer has it, and what is remembered of it between transactions.

mod recovery;

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
    time::Instant,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tilework_core::Millis;

use super::{
    changes::{Batch, Change},
    fault::Fault,
    file,
    inbox::{Inbox, Shared},
    open_series::OpenSeries,
    outages::{OutageOf, Outages},
    pool::Pool,
    registry,
    types::Added,
};
use crate::{Sample, SeriesId};

/// Series whose newest blocks stay in memory, about 20 KB each.
const REMEMBERED: usize = 2000;

#[derive(Debug)]
pub struct Ledger {
    shared: Arc<Shared>,
    pool: Arc<Pool>,
    /// `None`: the file was set aside and no new one could be made yet.
    db: Option<Connection>,
    outages: Outages,
    open: HashMap<SeriesId, OpenSeries>,
    /// The last sync failed.
    unsure: bool,
    /// The clock at the start, which [`Ledger::trusted_now`] goes on from.
    begun: (Millis, Instant),
}

impl Ledger {
    pub fn new(shared: Arc<Shared>, pool: Arc<Pool>, db: Connection, outages: Outages) -> Self {
        let begun = (shared.now(), Instant::now());
        Self {
            shared,
            pool,
            db: Some(db),
            outages,
            open: HashMap::new(),
            unsure: false,
            begun,
        }
    }

    /// What callers see too.
    pub fn inbox(&self) -> parking_lot::MutexGuard<'_, Inbox> {
        self.shared.inbox()
    }

    pub fn outages(&mut self) -> &mut Outages {
        &mut self.outages
    }

    /// One transaction. What is remembered of the file is forgotten when it fails.
    pub fn commit<T>(
        &mut self,
        write: impl FnOnce(&mut Self, &Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        // The connection leaves the ledger for as long as the transaction borrows it.
        let db = self.db.take().ok_or(Fault::NoFile)?;
        let result = Transaction::new_unchecked(&db, TransactionBehavior::Immediate)
            .map_err(Fault::from)
            .and_then(|tx| {
                let done = write(self, &tx)?;
                file::set(&tx, "alive", self.shared.now())?;
                tx.commit()?;
                Ok(done)
            });
        if result.is_err() {
            self.open.clear();
            if let Ok(outages) = Outages::load(&db) {
                self.outages = outages;
            }
        }
        self.db = Some(db);
        result
    }

    /// Inside of a transaction.
    pub fn write(&mut self, db: &Connection, batch: &Batch) -> Result<Added, Fault> {
        for change in &batch.changes {
            self.apply(db, change)?;
        }
        if self.open.len() > REMEMBERED {
            self.open.clear();
        }
        let mut order: Vec<u32> = (0..batch.samples.len() as u32).collect();
        order.sort_by_key(|place| batch.samples[*place as usize].0);
        let mut sum = Added::default();
        for run in
            order.chunk_by(|a, b| batch.samples[*a as usize].0 == batch.samples[*b as usize].0)
        {
            let series = batch.samples[run[0] as usize].0;
            let samples = run.iter().map(|place| batch.samples[*place as usize].1);
            let added = self.add(db, series, samples)?;
            sum.too_old += added.too_old;
        }
        Ok(sum)
    }

    fn apply(&mut self, db: &Connection, change: &Change) -> Result<(), Fault> {
        match change {
            Change::Series(id) => {
                let row = self.inbox().registry.row(*id);
                row.map_or(Ok(()), |row| row.store(db))?;
            }
            Change::Word(id, number, text) => {
                if self.inbox().registry.get(*id).is_some() {
                    registry::store_word(db, *id, *number, text)?;
                }
            }
            Change::Opened { alive, now } => {
                self.outages.opened(db, *alive, *now)?;
                if self.inbox().paused {
                    self.outages.began(db, &OutageOf::All, *now)?;
                }
            }
            Change::OutageBegan(OutageOf::Series(id), _)
                if self.inbox().registry.get(*id).is_none() => {}
            Change::OutageBegan(of, at) => self.outages.began(db, of, *at)?,
            Change::OutageEnded(of, at) => self.outages.ended(db, of, *at)?,
            Change::Paused(paused, at) => {
                file::set(db, "paused", i64::from(*paused))?;
                if *paused {
                    self.outages.began(db, &OutageOf::All, *at)?;
                } else {
                    self.outages.ended(db, &OutageOf::All, *at)?;
                }
            }
        }
        Ok(())
    }

    /// Samples of one series in the order of their arrival, inside of a transaction; of a series that was deleted nothing is kept.
    pub fn add(
        &mut self,
        db: &Connection,
        series: SeriesId,
        samples: impl Iterator<Item = Sample>,
    ) -> Result<Added, Fault> {
        let now = self.trusted_now();
        let known = {
            let inbox = self.shared.inbox();
            let row = inbox.registry.get(series);
            row.map(|row| {
                let limit = inbox.retention.limit(row.keep, now);
                (row.kind, row.source.broker.clone(), limit)
            })
        };
        let Some((kind, broker, limit)) = known else {
            return Ok(Added::default());
        };
        let open = match self.open.entry(series) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(OpenSeries::load(db, series, kind, broker)?),
        };
        open.add(db, &self.outages, limit, samples)
    }

    /// Its rows were changed by other hands than its own.
    pub fn forget(&mut self, series: SeriesId) {
        self.open.remove(&series);
    }

    /// The clock, but never further ahead of the start than time has passed (and a day): a clock that jumps into the future for a moment
    /// makes nothing old.
    pub fn trusted_now(&self) -> Millis {
        let passed = self.begun.1.elapsed().as_millis() as Millis;
        self.shared.now().min(self.begun.0 + passed + 86_400_000)
    }
}
