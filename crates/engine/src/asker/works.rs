//! Long jobs that a person can cancel: exports, imports, compacting.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use parking_lot::Mutex;
use serde::Serialize;
use ts_rs::TS;

/// One of the long jobs, to cancel it.
pub type WorkId = u32;

/// How far a long job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkProgress {
    pub work: WorkId,
    /// Samples, or bytes of a file that is compacted.
    #[ts(type = "number")]
    pub done: u64,
    /// `None`: not known.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
}

/// A client's.
#[derive(Debug, Default)]
pub struct Works {
    all: Arc<Mutex<All>>,
}

#[derive(Debug, Default)]
struct All {
    last: WorkId,
    ended: bool,
    cancelled: BTreeMap<WorkId, Arc<AtomicBool>>,
}

/// One job; known by its number while this lives.
#[derive(Debug)]
pub struct Work {
    pub id: WorkId,
    cancelled: Arc<AtomicBool>,
    all: Arc<Mutex<All>>,
}

impl Works {
    /// One that begins after the end is cancelled from the start.
    pub fn begin(&self) -> Work {
        let mut all = self.all.lock();
        all.last += 1;
        let (id, cancelled) = (all.last, Arc::new(AtomicBool::new(all.ended)));
        all.cancelled.insert(id, Arc::clone(&cancelled));
        Work {
            id,
            cancelled,
            all: Arc::clone(&self.all),
        }
    }

    /// One that ended already is none.
    pub fn cancel(&self, id: WorkId) {
        let all = self.all.lock();
        if let Some(cancelled) = all.cancelled.get(&id) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Cancels all.
    pub fn end(&self) {
        let mut all = self.all.lock();
        all.ended = true;
        for cancelled in all.cancelled.values() {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        let all = self.all.lock();
        all.cancelled.len()
    }
}

impl Work {
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let mut all = self.all.lock();
        all.cancelled.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_cancelled_by_its_number_and_no_other() {
        let works = Works::default();
        let [one, two] = [works.begin(), works.begin()];
        works.cancel(two.id);
        assert!(!one.is_cancelled() && two.is_cancelled());
        let gone = one.id;
        drop(one);
        works.cancel(gone);
        assert!(!works.begin().is_cancelled(), "numbers are not used twice");
    }
}
