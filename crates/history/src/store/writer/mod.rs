//! The thread that owns the file. Everything that is written is written here, one after another.

mod jobs;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    changes::Batch,
    fault::Fault,
    inbox::Shared,
    jobs::Answer,
    ledger::Ledger,
    pool::Pool,
    sweep::Sweep,
    types::{Added, Recording},
};
use crate::HistoryError;

const RETRY: Duration = Duration::from_secs(1);
/// How often the time is written to which the app was surely running, all is synced (a loss of power costs no more), and the file's size is
/// looked at.
const HEARTBEAT: Duration = Duration::from_secs(60);
/// A start with a wrong clock must not cost the history: what is old is only let go of when the clock had time to be put right.
const FIRST_SWEEP: Duration = Duration::from_secs(120);
/// One sweep in so many looks for words that no sample says: that reads all of a text series.
const WORDS: u32 = 60;
const BETWEEN_STEPS: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub struct Writer {
    shared: Arc<Shared>,
    pool: Arc<Pool>,
    ledger: Ledger,
    held: Option<Batch>,
    retry_at: Option<Instant>,
    heartbeat_at: Instant,
    sweep_at: Instant,
    sweeps: u32,
    sweep: Option<Sweep>,
    settling: Vec<Answer<()>>,
}

impl Writer {
    pub fn new(shared: Arc<Shared>, pool: Arc<Pool>, ledger: Ledger) -> Self {
        let begun = Instant::now();
        Self {
            shared,
            pool,
            ledger,
            held: None,
            retry_at: None,
            heartbeat_at: begun + HEARTBEAT,
            sweep_at: begun + FIRST_SWEEP,
            sweeps: 0,
            sweep: None,
            settling: vec![],
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
                self.carry_out(job);
            }
            if closing {
                break;
            }
            self.keep_house();
        }
        self.pool.close();
        if self
            .ledger
            .commit(|_, _| Ok(()))
            .and_then(|()| self.ledger.checkpoint())
            .is_err()
        {
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
                    due = due.saturating_sub(batch.samples.len() + batch.changes.len());
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
        if !self.ledger.has_file() {
            self.ledger.begin_anew()?;
        }
        match self.ledger.commit(|ledger, tx| ledger.write(tx, batch)) {
            Err(fault) if fault.is_damage() => {
                self.set_aside()?;
                self.ledger.commit(|ledger, tx| ledger.write(tx, batch))
            }
            result => result,
        }
    }

    fn set_aside(&mut self) -> Result<(), Fault> {
        self.sweep = None;
        self.ledger.set_aside()
    }

    fn keep_house(&mut self) {
        let now = Instant::now();
        if self.heartbeat_at <= now {
            self.heartbeat_at = now + HEARTBEAT;
            self.beat();
        }
        if self.sweep_at <= now {
            self.sweep_at = now + HEARTBEAT;
            let with_words = self.sweeps.is_multiple_of(WORDS);
            self.sweeps = self.sweeps.wrapping_add(1);
            self.sweep.get_or_insert_with(|| Sweep::new(with_words));
        }
        let Some(mut sweep) = self.sweep.take() else {
            return;
        };
        let outcome = self.ledger.commit(|ledger, db| sweep.step(ledger, db));
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

    /// From the beginning, also if one is under way.
    fn begin_sweep(&mut self) {
        self.sweep = Some(Sweep::new(true));
    }

    /// Trouble is over when something can be written, unless it is a batch that cannot.
    fn beat(&mut self) {
        match self.ledger.sync() {
            Ok(()) if self.held.is_none() => self.shared.inbox().trouble = None,
            Ok(()) => {}
            Err(fault) => self.report(fault),
        }
    }

    /// A fault that a job met: damage is not only the caller's trouble.
    fn met(&mut self, fault: &Fault) {
        if fault.is_damage()
            && let Err(fault) = self.set_aside()
        {
            self.report(fault);
        }
    }

    fn report(&mut self, fault: Fault) {
        let trouble = match HistoryError::from(fault) {
            HistoryError::DiskFull => Recording::DiskFull,
            other => Recording::Failed {
                message: other.to_string(),
            },
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
            let message = "recording ended by a fault; start Tilework again".to_owned();
            self.0.inbox().trouble = Some(Recording::Failed { message });
        }
        self.0.ended();
    }
}

#[cfg(test)]
mod tests;
