//! What the room has of one broker.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use parking_lot::{Mutex, RwLock};
use tilework_core::broker::Broker;
use tokio::task::AbortHandle;

use super::{
    finding::Found,
    listening::{Heard, Listening},
    trial::Trial,
};
use crate::link::Message;

/// Whoever needs several of these takes them in this order; `found` and `trial` are held for an instant only.
#[derive(Debug)]
pub struct OfBroker {
    pub broker: RwLock<Broker>,
    pub listening: RwLock<Option<Listening>>,
    /// Replaced whenever something else is listened to: what still waits to be read goes with the one it was heard for.
    found: RwLock<Arc<Findings>>,
    pub trial: Mutex<Trial>,
    /// What goes on with the trial, on the connection that there is.
    trying: Mutex<Option<AbortHandle>>,
}

/// What was found, and what was left out of it.
#[derive(Debug)]
pub struct Findings {
    pub found: Arc<Mutex<Found>>,
    /// Announcements for which there was no room, or no time.
    shed: AtomicU64,
}

impl Findings {
    fn below(prefixes: Vec<String>) -> Arc<Self> {
        Arc::new(Self {
            found: Arc::new(Mutex::new(Found::below(prefixes))),
            shed: AtomicU64::new(0),
        })
    }

    pub fn shed(&self) -> u64 {
        self.shed.load(Ordering::Relaxed)
    }
}

impl OfBroker {
    pub fn new(broker: &Broker) -> Self {
        Self {
            broker: RwLock::new(broker.clone()),
            listening: RwLock::default(),
            found: RwLock::new(Findings::below(vec![])),
            trial: Mutex::default(),
            trying: Mutex::default(),
        }
    }

    pub fn findings(&self) -> Arc<Findings> {
        Arc::clone(&self.found.read())
    }

    /// Nothing is found yet. What was goes when nobody reads it any more.
    pub fn begin_anew(&self, prefixes: Vec<String>) {
        *self.found.write() = Findings::below(prefixes);
    }

    /// Hands on what announces something. `put`: whether there was room for it.
    pub fn hear(&self, message: &Message, put: impl FnOnce(&Arc<Mutex<Found>>, &str) -> bool) {
        let listening = self.listening.read();
        let heard = listening.as_ref().map(|it| it.hears(message));
        let findings = self.findings();
        let taken = match heard {
            None | Some(Heard::Nothing) => return,
            Some(Heard::TooMuch) => false,
            Some(Heard::Announcement(topic)) => put(&findings.found, topic),
        };
        findings
            .shed
            .fetch_add(u64::from(!taken), Ordering::Relaxed);
    }

    /// What went on ends; this does instead.
    pub fn go_on(&self, instead: Option<AbortHandle>) {
        let before = std::mem::replace(&mut *self.trying.lock(), instead);
        if let Some(before) = before {
            before.abort();
        }
    }
}

impl Drop for OfBroker {
    fn drop(&mut self) {
        self.go_on(None);
    }
}
