//! Commands on their way: from the press to `confirmed`, `unconfirmed`, `sent` or `failed`.
//!
//! Deliberately not here: sending. The connection does that and tells [`Waiting::published`]; the board tells
//! [`Waiting::value`]; a timer tells [`Waiting::expire`]. Each answers with the reports that the windows must hear.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use parking_lot::Mutex;
use tilework_core::{
    command::{Answer, CommandFailure, CommandReport, CommandState},
    id::{BindingKey, Slot, TileId},
    value::Value,
};
use tokio::sync::oneshot;

#[derive(Debug)]
pub struct Waiting {
    inner: Mutex<Inner>,
    /// Tells this run's correlation data from another's.
    run: u64,
    /// How many wait: most messages come while none does, and then cost no lock.
    waiting: AtomicUsize,
}

#[derive(Debug, Default)]
struct Inner {
    last: u64,
    pending: BTreeMap<u64, Pending>,
}

#[derive(Debug)]
struct Pending {
    report: CommandReport,
    answer: Option<(BindingKey, Answer)>,
    /// The topic, as the broker has it, on which the device replies with our correlation data (MQTT 5 §4.10). On any other it is an echo of what we sent.
    replies: Option<String>,
    /// Told when it goes out; dropped with this.
    leaves: Option<oneshot::Sender<()>>,
}

impl Pending {
    fn is_met(&self, key: &BindingKey, value: &Value) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|(slot, answer)| slot == key && answer.is_met(&self.report.value, value))
    }

    fn now(mut self, state: CommandState) -> CommandReport {
        self.report.state = state;
        self.report
    }
}

impl Default for Waiting {
    fn default() -> Self {
        Self {
            inner: Mutex::default(),
            run: fastrand::u64(..),
            waiting: AtomicUsize::new(0),
        }
    }
}

impl Waiting {
    /// What the device sends back with its reply to the command `id`.
    pub fn correlation(&self, id: u64) -> Bytes {
        Bytes::from(format!("{:016x}{id:016x}", self.run))
    }

    /// A reply may have come on this topic: the command it is to, if there is one.
    pub fn reply(&self, topic: &str, correlation: &[u8]) -> Option<CommandReport> {
        let text = std::str::from_utf8(correlation).ok()?;
        let (run, id) = text.split_at_checked(16)?;
        if run != format!("{:016x}", self.run) {
            return None;
        }
        let id = u64::from_str_radix(id, 16).ok()?;
        self.change(|inner| {
            let wanted = inner.pending.get(&id)?.replies.as_ref()?;
            if wanted != topic {
                return None;
            }
            let pending = inner.pending.remove(&id)?;
            Some(pending.now(CommandState::Confirmed))
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let mut inner = self.inner.lock();
        let out = change(&mut inner);
        self.waiting.store(inner.pending.len(), Ordering::Release);
        out
    }

    /// Begins a command. An earlier one of the same slot that nobody answered is given up: its tile says something newer now.
    pub fn begin(
        &self,
        tile: TileId,
        slot: Slot,
        value: serde_json::Value,
        answer: Option<Answer>,
        replies: Option<String>,
    ) -> CommandReport {
        self.change(|inner| {
            inner.pending.retain(|_, old| {
                old.report.tile != tile
                    || old.report.slot != slot
                    || old.report.state == CommandState::Sending
            });
            inner.last += 1;
            let answer =
                answer.map(|answer| (BindingKey::new(tile.clone(), answer.slot.clone()), answer));
            let report = CommandReport {
                id: inner.last,
                tile,
                slot,
                value,
                state: CommandState::Sending,
            };
            inner.pending.insert(
                report.id,
                Pending {
                    report: report.clone(),
                    answer,
                    replies,
                    leaves: None,
                },
            );
            report
        })
    }

    /// A command that could not even begin.
    pub fn refuse(
        &self,
        tile: TileId,
        slot: Slot,
        value: serde_json::Value,
        reason: CommandFailure,
    ) -> CommandReport {
        self.change(|inner| {
            inner.last += 1;
            CommandReport {
                id: inner.last,
                tile,
                slot,
                value,
                state: CommandState::Failed { reason },
            }
        })
    }

    /// Resolves when the command goes out, from where the time for its answer counts; fails when it is over before.
    pub fn on_its_way(&self, id: u64) -> oneshot::Receiver<()> {
        let (leaves, left) = oneshot::channel();
        self.change(|inner| {
            if let Some(pending) = inner.pending.get_mut(&id) {
                pending.leaves = Some(leaves);
            }
        });
        left
    }

    /// It goes out.
    pub fn leaves(&self, id: u64) {
        let leaves = self.change(|inner| inner.pending.get_mut(&id)?.leaves.take());
        leaves.map(|leaves| leaves.send(()));
    }

    /// The broker has it, or not.
    pub fn published(&self, id: u64, result: Result<(), CommandFailure>) -> Option<CommandReport> {
        self.change(|inner| {
            let pending = inner.pending.get(&id)?;
            // A late acknowledgement says nothing new; a late refusal or loss does: it was not merely unanswered.
            let late = pending.report.state != CommandState::Sending;
            if (late && result.is_ok())
                || (result.is_ok() && (pending.answer.is_some() || pending.replies.is_some()))
            {
                return None;
            }
            let state = match result {
                Ok(()) => CommandState::Sent,
                Err(reason) => CommandState::Failed { reason },
            };
            inner.pending.remove(&id).map(|pending| pending.now(state))
        })
    }

    /// A binding took a value: the commands it answers, late answers too.
    pub fn value(&self, key: &BindingKey, value: &Value) -> Vec<CommandReport> {
        if self.waiting.load(Ordering::Acquire) == 0 {
            return Vec::new();
        }
        self.change(|inner| {
            let met: Vec<u64> = inner
                .pending
                .iter()
                .filter(|(_, p)| p.is_met(key, value))
                .map(|(id, _)| *id)
                .collect();
            met.into_iter()
                .filter_map(|id| inner.pending.remove(&id))
                .map(|pending| pending.now(CommandState::Confirmed))
                .collect()
        })
    }

    /// The time for an answer is over. What the binding said before the press is no answer: a dead device would seem to obey.
    pub fn expire(&self, id: u64) -> Option<CommandReport> {
        self.change(|inner| {
            let pending = inner.pending.get_mut(&id)?;
            pending.report.state = CommandState::Unconfirmed;
            Some(pending.report.clone())
        })
    }

    /// Nobody waits for a late answer any more: what the device says from now on is not about this press.
    pub fn forget(&self, id: u64) {
        self.change(|inner| inner.pending.remove(&id));
    }
}
