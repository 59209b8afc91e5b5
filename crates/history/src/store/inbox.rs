//! Where callers and the writer meet. Its lock is held for moments: never while anything is read or written.

use std::{
    collections::{HashSet, VecDeque},
    path::PathBuf,
    sync::mpsc,
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex, MutexGuard};
use tilework_core::Millis;

use super::{
    changes::{Batch, Change},
    jobs::{Answer, Job},
    outages::OutageOf,
    registry::Registry,
    types::{Keep, Options, Recording, Retention},
};
use crate::{HistoryError, Sample, SeriesId, model::LATEST};

/// Samples lie in pieces of this many: none is ever moved while a caller waits for the lock.
const PIECE: usize = 8192;
/// Pieces that the writer takes at once at most: a transaction of some tenths of a second.
const PIECES: usize = 16;

#[derive(Debug)]
pub struct Shared {
    pub path: PathBuf,
    pub options: Options,
    /// Not poisoned by a panic: nothing in it is half done then.
    inbox: Mutex<Inbox>,
    wake: Condvar,
}

#[derive(Default)]
pub struct Inbox {
    pub registry: Registry,
    pub retention: Retention,
    pub paused: bool,
    /// What cannot be heard now. None is known at the start: outages of before end with it.
    pub unheard: HashSet<OutageOf>,
    /// Why nothing could be written at the last try.
    pub trouble: Option<Recording>,
    pub dropped: u64,
    pub dropped_outages: u64,
    pub too_old: u64,
    pub set_aside: Option<PathBuf>,
    samples: VecDeque<Vec<(SeriesId, Sample)>>,
    changes: Vec<Change>,
    /// Of `samples`.
    count: usize,
    /// What the writer has taken and not yet committed.
    in_flight: InFlight,
    since: Option<Instant>,
    jobs: VecDeque<Job>,
    closing: bool,
}

#[derive(Debug, Default, Clone, Copy)]
struct InFlight {
    samples: usize,
    changes: usize,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox")
            .field("waiting", &self.waiting())
            .finish_non_exhaustive()
    }
}

impl Inbox {
    /// Samples and changes.
    pub fn waiting(&self) -> usize {
        self.count + self.in_flight.samples + self.changes_waiting()
    }

    fn changes_waiting(&self) -> usize {
        self.changes.len() + self.in_flight.changes
    }
}

impl Shared {
    pub fn new(path: PathBuf, options: Options, registry: Registry) -> Self {
        Self {
            path,
            options,
            inbox: Mutex::new(Inbox {
                registry,
                ..Inbox::default()
            }),
            wake: Condvar::new(),
        }
    }

    pub fn now(&self) -> Millis {
        (self.options.clock)()
    }

    pub fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock()
    }

    pub fn record(&self, series: SeriesId, sample: Sample) {
        let mut inbox = self.inbox();
        let kept = inbox
            .registry
            .get(series)
            .is_some_and(|series| series.keep != Keep::Nothing);
        if inbox.paused || !kept || !can_be_kept(sample) {
            return;
        }
        if inbox.waiting() >= self.options.waiting {
            inbox.dropped += 1;
            return;
        }
        match inbox.samples.back_mut() {
            Some(piece) if piece.len() < PIECE => piece.push((series, sample)),
            _ => inbox.samples.push_back(vec![(series, sample)]),
        }
        inbox.count += 1;
        self.pending(inbox);
    }

    /// Without a limit of its own: series and words are no more than the registry holds, and a person pauses by hand.
    pub fn tell(&self, mut inbox: MutexGuard<'_, Inbox>, change: Change) {
        inbox.changes.push(change);
        self.pending(inbox);
    }

    /// Nothing if one goes on. One that finds no room is counted, and so is not looked for when it ends.
    pub fn outage_began(&self, mut inbox: MutexGuard<'_, Inbox>, of: OutageOf, at: Millis) {
        if inbox.unheard.contains(&of) {
            return;
        }
        if inbox.changes_waiting() >= self.options.changes {
            inbox.dropped_outages += 1;
            return;
        }
        inbox.unheard.insert(of.clone());
        self.tell(inbox, Change::OutageBegan(of, at));
    }

    /// Nothing if none goes on. It always has room: else an outage would go on that is over.
    pub fn outage_ended(&self, of: OutageOf, at: Millis) {
        let mut inbox = self.inbox();
        if inbox.unheard.remove(&of) {
            self.tell(inbox, Change::OutageEnded(of, at));
        }
    }

    pub fn set_paused(&self, paused: bool) {
        let now = self.now();
        let mut inbox = self.inbox();
        if inbox.paused != paused {
            inbox.paused = paused;
            if paused {
                inbox.unheard.insert(OutageOf::All);
            } else {
                inbox.unheard.remove(&OutageOf::All);
            }
            self.tell(inbox, Change::Paused(paused, now));
        }
    }

    fn pending(&self, mut inbox: MutexGuard<'_, Inbox>) {
        if inbox.since.is_none() {
            inbox.since = Some(Instant::now());
            drop(inbox);
            self.wake.notify_one();
        }
    }

    /// For the writer, after all that was recorded before. Nothing is done any more once it is closing.
    pub fn run(&self, job: Job) {
        let mut inbox = self.inbox();
        if !inbox.closing {
            inbox.jobs.push_back(job);
            drop(inbox);
            self.wake.notify_one();
        }
    }

    /// [`Shared::run`], and what became of it.
    pub fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Result<T, HistoryError> {
        let (answer, answered) = mpsc::channel();
        self.run(job(answer));
        answered.recv().unwrap_or_else(|_| Err(closed()))
    }

    pub fn close(&self) {
        self.inbox().closing = true;
        self.wake.notify_one();
    }

    /// The writer is no more: nobody waits for it.
    pub fn ended(&self) {
        let mut inbox = self.inbox();
        inbox.closing = true;
        inbox.jobs.clear();
    }

    /// Until there is something to do: jobs, a batch that is ripe (if `ready` for one), the end, or `within` has passed.
    pub fn wait(&self, within: Duration, ready: bool) -> (VecDeque<Job>, bool) {
        let until = Instant::now() + within;
        let mut inbox = self.inbox();
        loop {
            let ripe = inbox
                .since
                .filter(|_| ready)
                .map(|since| since + self.options.batch);
            let until = ripe.map_or(until, |ripe| ripe.min(until));
            if !inbox.jobs.is_empty() || inbox.closing || until <= Instant::now() {
                return (std::mem::take(&mut inbox.jobs), inbox.closing);
            }
            self.wake.wait_until(&mut inbox, until);
        }
    }

    /// What waits, the oldest first; the writer says [`Shared::committed`] when it lies in the file.
    pub fn take(&self, ripe_only: bool) -> Option<Batch> {
        let mut inbox = self.inbox();
        let since = inbox.since?;
        if ripe_only && since.elapsed() < self.options.batch {
            return None;
        }
        let changes = std::mem::take(&mut inbox.changes);
        let pieces = inbox.samples.len().min(PIECES);
        let pieces: Vec<_> = inbox.samples.drain(..pieces).collect();
        if inbox.samples.is_empty() {
            inbox.since = None;
        }
        inbox.in_flight = InFlight {
            samples: pieces.iter().map(Vec::len).sum(),
            changes: changes.len(),
        };
        inbox.count -= inbox.in_flight.samples;
        drop(inbox);
        let samples = pieces.concat();
        Some(Batch { samples, changes })
    }

    pub fn committed(&self, too_old: u64) {
        let mut inbox = self.inbox();
        inbox.in_flight = InFlight::default();
        inbox.too_old += too_old;
        inbox.trouble = None;
    }
}

pub fn can_be_kept(sample: Sample) -> bool {
    sample.value.is_finite() && (-LATEST..=LATEST).contains(&sample.at)
}

pub fn closed() -> HistoryError {
    HistoryError::Failed("the history is closed".to_owned())
}
