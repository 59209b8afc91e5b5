//! What went through the proxy.

use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Connections since the start, those that a cut closed at once included.
    pub accepted: u64,
    /// Those that a client holds open now.
    pub open: usize,
    /// Those of them that `HalfOpen` has cut off from the broker.
    pub silent: usize,
    pub to_broker: Flow,
    pub to_client: Flow,
    /// Bytes of both ways that were lost on purpose.
    pub swallowed: u64,
    /// Chunks of both ways that `Stall` made wait.
    pub stalled: u64,
}

/// What was passed on in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flow {
    pub bytes: u64,
    /// Pieces in which the bytes were handed to the operating system.
    pub chunks: u64,
}

/// The counters as the tasks of the proxy share them.
#[derive(Debug, Clone, Default)]
pub struct Ledger(watch::Sender<Counters>);

impl Ledger {
    pub fn note(&self, change: impl FnOnce(&mut Counters)) {
        self.0.send_modify(change);
    }

    pub fn now(&self) -> Counters {
        *self.0.borrow()
    }

    pub async fn until(&self, condition: impl FnMut(&Counters) -> bool) -> Counters {
        *self.0.subscribe().wait_for(condition).await.unwrap()
    }

    /// Counts while the guard lives.
    pub fn during(&self, which: fn(&mut Counters) -> &mut usize) -> During {
        self.note(|counters| *which(counters) += 1);
        During {
            ledger: self.clone(),
            which,
        }
    }
}

pub struct During {
    ledger: Ledger,
    which: fn(&mut Counters) -> &mut usize,
}

impl Drop for During {
    fn drop(&mut self) {
        self.ledger.note(|counters| *(self.which)(counters) -= 1);
    }
}
