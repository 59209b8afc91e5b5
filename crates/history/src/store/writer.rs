//! The thread that owns the file. Everything that is written is written here, one after another.

use std::{
    collections::HashMap,
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tilework_core::Millis;

use super::{
    fault::Fault,
    file,
    log::{Added, Log},
    outages::{Outages, Silent},
    pool::Pool,
    registry,
    shared::{Batch, News, Shared},
    sweep::Sweep,
    types::Recording,
};
use crate::{HistoryError, Sample, SeriesId};

const RETRY: Duration = Duration::from_secs(1);
/// How often the time is written to which the app was surely running, and the file's size is looked at.
const HEARTBEAT: Duration = Duration::from_secs(60);
/// A start with a wrong clock must not cost the history: what is old is only let go of when the clock had time to be put right.
const FIRST_SWEEP: Duration = Duration::from_secs(120);
/// Series whose newest blocks stay in memory, about 20 KB each.
const REMEMBERED: usize = 2000;
const BETWEEN_STEPS: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub struct Writer {
    pub shared: Arc<Shared>,
    pub pool: Arc<Pool>,
    /// `None`: the file was set aside and no new one could be made yet.
    pub db: Option<Connection>,
    pub outages: Outages,
    pub logs: HashMap<SeriesId, Log>,
    held: Option<Batch>,
    retry_at: Option<Instant>,
    heartbeat_at: Instant,
    sweep_at: Instant,
    pub sweep: Option<Sweep>,
    settling: Vec<mpsc::Sender<Result<(), HistoryError>>>,
    /// The clock at the start, which [`Writer::trusted_now`] goes on from.
    begun: (Millis, Instant),
}

impl Writer {
    pub fn new(shared: Arc<Shared>, pool: Arc<Pool>, db: Connection, outages: Outages) -> Self {
        let begun = (shared.now(), Instant::now());
        Self {
            shared,
            pool,
            db: Some(db),
            outages,
            logs: HashMap::new(),
            held: None,
            retry_at: None,
            heartbeat_at: begun.1 + HEARTBEAT,
            sweep_at: begun.1 + FIRST_SWEEP,
            sweep: None,
            settling: vec![],
            begun,
        }
    }

    pub fn run(mut self) {
        let _ended = Ended(self.shared.clone());
        loop {
            let (jobs, closing) = self.shared.wait(self.idle(), self.held.is_none());
            let urgent = !jobs.is_empty() || closing;
            if urgent || self.retry_at.is_none_or(|at| at <= Instant::now()) {
                self.write_all(!urgent);
            }
            for job in jobs {
                job(&mut self);
            }
            if closing {
                break;
            }
            self.keep_house();
        }
        self.pool.close();
        if self.alive().and_then(|()| self.checkpoint()).is_err() {
            tracing::warn!("the history could not note that it was closed");
        }
    }

    fn idle(&self) -> Duration {
        let mut next = self.heartbeat_at.min(self.sweep_at);
        if self.sweep.is_some() {
            next = Instant::now() + BETWEEN_STEPS;
        }
        if let Some(retry) = self.retry_at {
            next = next.min(retry);
        }
        next.saturating_duration_since(Instant::now())
    }

    /// Commits what waits now, not what comes meanwhile: jobs have their turn under any load.
    fn write_all(&mut self, ripe_only: bool) {
        let mut due = self.shared.inbox().waiting();
        while due > 0 {
            if self.held.is_none() {
                self.held = self.shared.take(ripe_only);
            }
            let Some(batch) = self.held.take() else {
                return;
            };
            match self.try_write(&batch) {
                Ok(added) => {
                    due = due.saturating_sub(batch.samples.len() + batch.news.len());
                    self.retry_at = None;
                    self.shared.committed(added.too_old);
                }
                Err(fault) => {
                    self.held = Some(batch);
                    self.retry_at = Some(Instant::now() + RETRY);
                    self.report(fault);
                    return;
                }
            }
        }
    }

    fn try_write(&mut self, batch: &Batch) -> Result<Added, Fault> {
        if self.db.is_none() {
            self.new_file()?;
        }
        match self.commit(|writer, tx| writer.write(tx, batch)) {
            Err(fault) if fault.is_damage() => {
                self.set_aside()?;
                self.commit(|writer, tx| writer.write(tx, batch))
            }
            result => result,
        }
    }

    /// One transaction. What is remembered of the file is forgotten when it fails.
    pub fn commit<T>(
        &mut self,
        write: impl FnOnce(&mut Self, &Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        // The connection leaves the writer for as long as the transaction borrows it.
        let db = self.db.take().ok_or(Fault::NoFile)?;
        let result = Transaction::new_unchecked(&db, TransactionBehavior::Immediate)
            .map_err(Fault::from)
            .and_then(|tx| {
                let done = write(self, &tx)?;
                file::set(&tx, "alive", Some(self.shared.now()))?;
                tx.commit()?;
                Ok(done)
            });
        if result.is_err() {
            self.logs.clear();
            if let Ok(outages) = Outages::load(&db) {
                self.outages = outages;
            }
        }
        self.db = Some(db);
        result
    }

    fn write(&mut self, db: &Connection, batch: &Batch) -> Result<Added, Fault> {
        for news in &batch.news {
            match news {
                News::Series(id) => {
                    let row = self.shared.inbox().registry.row(*id);
                    row.map_or(Ok(()), |row| row.store(db))?;
                }
                News::Word(id, number, text) => {
                    if self.shared.inbox().registry.get(*id).is_some() {
                        registry::store_word(db, *id, *number, text)?;
                    }
                }
                News::Opened { alive, now } => {
                    self.outages.opened(db, *alive, *now)?;
                    if self.shared.inbox().paused {
                        self.outages.began(db, &Silent::All, *now)?;
                    }
                }
                News::OutageBegan(Silent::Series(id), _)
                    if self.shared.inbox().registry.get(*id).is_none() => {}
                News::OutageBegan(silent, at) => self.outages.began(db, silent, *at)?,
                News::OutageEnded(silent, at) => self.outages.ended(db, silent, *at)?,
                News::Paused(paused, at) => {
                    file::set(db, "paused", Some(i64::from(*paused)))?;
                    if *paused {
                        self.outages.began(db, &Silent::All, *at)?;
                    } else {
                        self.outages.ended(db, &Silent::All, *at)?;
                    }
                }
            }
        }
        if self.logs.len() > REMEMBERED {
            self.logs.clear();
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

    /// Samples of one series in the order of their arrival; of a series that was deleted nothing is kept.
    pub fn add(
        &mut self,
        db: &Connection,
        series: SeriesId,
        samples: impl Iterator<Item = Sample>,
    ) -> Result<Added, Fault> {
        let known = self
            .shared
            .inbox()
            .registry
            .get(series)
            .map(|row| (row.kind, row.source.broker.clone(), row.keep));
        let Some((kind, broker, keep)) = known else {
            return Ok(Added::default());
        };
        let retention = self.shared.inbox().retention;
        let limit = super::sweep::limit(retention, keep, self.trusted_now());
        let log = match self.logs.entry(series) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(Log::load(db, series, kind, broker)?)
            }
        };
        log.add(db, &self.outages, limit, samples)
    }

    /// Its rows were changed by other hands than its log's.
    pub fn forget(&mut self, series: SeriesId) {
        self.logs.remove(&series);
    }

    /// The clock, but never further ahead of the start than time has passed (and a day): a clock that jumps into the future for a moment
    /// makes nothing old.
    pub fn trusted_now(&self) -> Millis {
        let passed = self.begun.1.elapsed().as_millis() as Millis;
        self.shared.now().min(self.begun.0 + passed + 86_400_000)
    }

    fn keep_house(&mut self) {
        let now = Instant::now();
        if self.heartbeat_at <= now {
            self.heartbeat_at = now + HEARTBEAT;
            self.beat();
        }
        if self.sweep_at <= now {
            self.sweep_at = now + HEARTBEAT;
            self.sweep.get_or_insert_default();
        }
        let Some(mut sweep) = self.sweep.take() else {
            return;
        };
        let outcome = self.commit(|writer, db| sweep.step(writer, db));
        match outcome {
            Ok(true) => self.sweep = Some(sweep),
            Ok(false) => self.settled(&Ok(())),
            Err(fault) => {
                self.met(&fault);
                let error = HistoryError::from(fault);
                tracing::warn!(%error, "old samples could not be let go of");
                self.settled(&Err(error));
            }
        }
    }

    fn settled(&mut self, outcome: &Result<(), HistoryError>) {
        for waiting in self.settling.drain(..) {
            let _ = waiting.send(outcome.clone());
        }
    }

    /// Begins to let go of what is old now, and answers when nothing is left to do.
    pub fn settle(&mut self, answer: mpsc::Sender<Result<(), HistoryError>>) {
        self.settling.push(answer);
        self.begin_sweep();
    }

    /// From the beginning, also if one is under way.
    pub fn begin_sweep(&mut self) {
        self.sweep = Some(Sweep::default());
    }

    /// Trouble is over when something can be written, unless it is a batch that cannot.
    fn beat(&mut self) {
        match self.alive() {
            Ok(()) if self.held.is_none() => self.shared.inbox().trouble = None,
            Ok(()) => {}
            Err(fault) => self.report(fault),
        }
    }

    fn alive(&mut self) -> Result<(), Fault> {
        self.commit(|_, _| Ok(()))
    }

    /// What waits could not be written at the last try.
    pub fn written(&self) -> Result<(), HistoryError> {
        if self.held.is_none() {
            return Ok(());
        }
        Err(match &self.shared.inbox().trouble {
            Some(Recording::Failed(message)) => HistoryError::Failed(message.clone()),
            _ => HistoryError::DiskFull,
        })
    }

    /// A fault that a job met: damage is not only the caller's trouble.
    pub fn met(&mut self, fault: &Fault) {
        if fault.is_damage()
            && let Err(fault) = self.set_aside()
        {
            self.report(fault);
        }
    }

    fn report(&mut self, fault: Fault) {
        let trouble = match HistoryError::from(fault) {
            HistoryError::DiskFull => Recording::DiskFull,
            other => Recording::Failed(other.to_string()),
        };
        let mut inbox = self.shared.inbox();
        if inbox.trouble.as_ref() != Some(&trouble) {
            tracing::warn!(?trouble, "samples wait in memory");
            inbox.trouble = Some(trouble);
        }
    }
}

/// Also when the thread ends in a panic.
struct Ended(Arc<Shared>);

impl Drop for Ended {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let words = "recording ended by a fault; start Tilework again".to_owned();
            self.0.inbox().trouble = Some(Recording::Failed(words));
        }
        self.0.ended();
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
