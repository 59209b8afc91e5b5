//! Where callers and the writer meet. Its lock is held for moments: never while anything is read or written.

use std::{
    collections::{HashSet, VecDeque},
    path::PathBuf,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tilework_core::Millis;

use super::{
    codec,
    outages::Silent,
    registry::Registry,
    types::{Keep, Options, Recording, Retention},
    writer::Writer,
};
use crate::{Sample, SeriesId};

/// Samples lie in pieces of this many: none is ever moved while a caller waits for the lock.
const PIECE: usize = 8192;
/// Pieces that the writer takes at once at most: a transaction of some tenths of a second.
const PIECES: usize = 16;

#[derive(Debug)]
pub struct Shared {
    pub path: PathBuf,
    pub options: Options,
    inbox: Mutex<Inbox>,
    wake: Condvar,
}

pub type Job = Box<dyn FnOnce(&mut Writer) + Send>;

#[derive(Default)]
pub struct Inbox {
    pub registry: Registry,
    pub retention: Retention,
    pub paused: bool,
    /// Series whose interruption goes on. None does at the start: those of before end with it.
    pub interrupted: HashSet<SeriesId>,
    /// Why nothing could be written at the last try.
    pub trouble: Option<Recording>,
    pub dropped: u64,
    pub too_old: u64,
    pub set_aside: Option<PathBuf>,
    samples: VecDeque<Vec<(SeriesId, Sample)>>,
    news: Vec<News>,
    /// Of `samples` and `news`.
    count: usize,
    /// Samples and news that the writer has taken and not yet committed.
    in_flight: usize,
    since: Option<Instant>,
    jobs: VecDeque<Job>,
    closing: bool,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox")
            .field("waiting", &self.waiting())
            .finish_non_exhaustive()
    }
}

/// What is committed together.
#[derive(Debug, Default)]
pub struct Batch {
    pub samples: Vec<(SeriesId, Sample)>,
    pub news: Vec<News>,
}

/// What is written besides samples, in the order in which it came.
#[derive(Debug, Clone)]
pub enum News {
    /// With the time to which the app was surely running before.
    Opened {
        alive: Option<Millis>,
        now: Millis,
    },
    Series(SeriesId),
    Word(SeriesId, u32, String),
    OutageBegan(Silent, Millis),
    OutageEnded(Silent, Millis),
    Paused(bool, Millis),
}

impl Inbox {
    pub fn waiting(&self) -> usize {
        self.count + self.in_flight
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
        // Nothing in it is half done when a thread panics.
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.pending(inbox);
    }

    pub fn tell(&self, mut inbox: MutexGuard<'_, Inbox>, news: News) {
        inbox.news.push(news);
        self.pending(inbox);
    }

    fn pending(&self, mut inbox: MutexGuard<'_, Inbox>) {
        inbox.count += 1;
        if inbox.since.is_none() {
            inbox.since = Some(Instant::now());
            drop(inbox);
            self.wake.notify_one();
        }
    }

    /// Runs on the writer's thread, after all that was recorded before. Does nothing once the writer is closing.
    pub fn run(&self, job: Job) {
        let mut inbox = self.inbox();
        if !inbox.closing {
            inbox.jobs.push_back(job);
            drop(inbox);
            self.wake.notify_one();
        }
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
            let now = Instant::now();
            let ripe = inbox
                .since
                .filter(|_| ready)
                .map(|since| since + self.options.batch);
            let until = ripe.map_or(until, |ripe| ripe.min(until));
            if !inbox.jobs.is_empty() || inbox.closing || until <= now {
                return (std::mem::take(&mut inbox.jobs), inbox.closing);
            }
            inbox = self
                .wake
                .wait_timeout(inbox, until - now)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// What waits, the oldest first; the writer says [`Shared::committed`] when it lies in the file.
    pub fn take(&self, ripe_only: bool) -> Option<Batch> {
        let mut inbox = self.inbox();
        let since = inbox.since?;
        if ripe_only && since.elapsed() < self.options.batch {
            return None;
        }
        let news = std::mem::take(&mut inbox.news);
        let pieces = inbox.samples.len().min(PIECES);
        let pieces: Vec<_> = inbox.samples.drain(..pieces).collect();
        if inbox.samples.is_empty() {
            inbox.since = None;
        }
        inbox.in_flight = news.len() + pieces.iter().map(Vec::len).sum::<usize>();
        inbox.count -= inbox.in_flight;
        drop(inbox);
        let samples = pieces.concat();
        Some(Batch { samples, news })
    }

    pub fn committed(&self, too_old: u64) {
        let mut inbox = self.inbox();
        inbox.in_flight = 0;
        inbox.too_old += too_old;
        inbox.trouble = None;
    }
}

pub fn can_be_kept(sample: Sample) -> bool {
    sample.value.is_finite() && (-codec::LATEST..=codec::LATEST).contains(&sample.at)
}
