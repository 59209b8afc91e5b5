//! From readings to a window: at most one batch in 33 ms, and none while the last is not acknowledged, so that a slow window
//! gets fewer, newer batches and never a queue.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tilework_core::{
    Millis,
    command::{CommandReport, CommandState},
    connection::ConnectionState,
    id::{BindingKey, BrokerId},
};
use tokio::{sync::Notify, time::sleep};

use crate::{
    api::{ConnectionChange, FeedBatch, FeedId, Sink, Understood},
    board::Boards,
    taps::Tap,
};

const PACE: Duration = Duration::from_millis(33);
/// From the first change to looking for all of them.
const TOGETHER: Duration = Duration::from_millis(2);
/// Windows that were closed without a word are forgotten beyond this many.
const FEEDS: usize = 8;
/// Reports of commands that wait for a window; beyond it the oldest go.
const COMMANDS: usize = 256;

/// All windows.
#[derive(Debug, Default)]
pub struct Feeds {
    all: Mutex<BTreeMap<FeedId, Arc<Feed>>>,
}

#[derive(Debug, Default)]
struct Feed {
    view: Mutex<View>,
    wake: Notify,
}

#[derive(Debug)]
struct View {
    /// The bindings in view, and the version each was last sent at.
    seen: HashMap<BindingKey, u64>,
    connections: BTreeMap<BrokerId, ConnectionState>,
    commands: Vec<CommandReport>,
    offered: Vec<Understood>,
    visible: bool,
    in_flight: bool,
    batch: u32,
    closed: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            seen: HashMap::new(),
            connections: BTreeMap::new(),
            commands: Vec::new(),
            offered: Vec::new(),
            visible: true,
            in_flight: false,
            batch: 0,
            closed: false,
        }
    }
}

impl Feeds {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<FeedId, Arc<Feed>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a window's feed. Its first batch holds the state of every connection.
    pub fn open(
        &self,
        board: Arc<Boards>,
        connections: impl FnOnce() -> BTreeMap<BrokerId, ConnectionState>,
        sink: Sink<FeedBatch>,
    ) -> FeedId {
        let feed = Arc::new(Feed::default());
        let mut all = self.lock();
        let id = all.last_key_value().map_or(1, |(id, _)| id + 1);
        all.insert(id, Arc::clone(&feed));
        while all.len() > FEEDS {
            if let Some((_, oldest)) = all.pop_first() {
                oldest.close();
            }
        }
        drop(all);
        // Asked for only now that changes reach this feed: none falls between.
        for (broker, state) in connections() {
            feed.lock().connections.entry(broker).or_insert(state);
        }
        tokio::spawn(run(feed, board, sink));
        id
    }

    pub fn acknowledge(&self, id: FeedId, batch: u32) {
        self.change(id, |view| {
            if view.batch == batch {
                view.in_flight = false;
            }
        });
    }

    /// Makes these the bindings in view. What was in view already is not sent again.
    pub fn watch(&self, id: FeedId, bindings: Vec<BindingKey>) {
        self.change(id, |view| {
            let before = std::mem::take(&mut view.seen);
            view.seen = bindings
                .into_iter()
                .map(|key| {
                    let version = before.get(&key).copied().unwrap_or(0);
                    (key, version)
                })
                .collect();
        });
    }

    pub fn set_visible(&self, id: FeedId, visible: bool) {
        self.change(id, |view| view.visible = visible);
    }

    /// Tells every window of a connection's state.
    pub fn connection(&self, broker: &BrokerId, state: &ConnectionState) {
        self.tell(|view| {
            view.connections.insert(broker.clone(), state.clone());
        });
    }

    /// Tells every window how a command goes on.
    pub fn command(&self, report: &CommandReport) {
        self.tell(|view| {
            let known = view.commands.iter().find(|old| old.id == report.id);
            if known.is_some_and(|old| old.state == CommandState::Confirmed) {
                // The answer overtook the end of its time.
                return;
            }
            view.commands.retain(|old| old.id != report.id);
            if view.commands.len() >= COMMANDS {
                view.commands.remove(0);
            }
            view.commands.push(report.clone());
        });
    }

    /// Hands an opened link to the newest window; false if there is none.
    pub fn offer(&self, understood: &Understood) -> bool {
        let newest = self.lock().last_key_value().map(|(id, _)| *id);
        let Some(newest) = newest else {
            return false;
        };
        self.change(newest, |view| view.offered = vec![understood.clone()]);
        true
    }

    fn change(&self, id: FeedId, change: impl FnOnce(&mut View)) {
        let feed = self.lock().get(&id).cloned();
        if let Some(feed) = feed {
            change(&mut feed.lock());
            feed.wake.notify_one();
        }
    }

    fn tell(&self, change: impl Fn(&mut View)) {
        for feed in self.lock().values() {
            change(&mut feed.lock());
            feed.wake.notify_one();
        }
    }
}

impl Tap for Feeds {
    fn connection(&self, broker: &BrokerId, state: &ConnectionState, _: Millis) {
        Self::connection(self, broker, state);
    }
}

impl Feed {
    fn lock(&self) -> MutexGuard<'_, View> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_one();
    }

    /// The next batch, unless the window is hidden, busy, or up to date.
    fn collect(&self, board: &Boards) -> Option<FeedBatch> {
        let mut view = self.lock();
        if !view.visible || view.in_flight {
            return None;
        }
        let readings = board.changed_since(&mut view.seen);
        if readings.is_empty()
            && view.connections.is_empty()
            && view.commands.is_empty()
            && view.offered.is_empty()
        {
            return None;
        }
        view.batch += 1;
        view.in_flight = true;
        let connections = std::mem::take(&mut view.connections)
            .into_iter()
            .map(|(broker, connection)| ConnectionChange { broker, connection })
            .collect();
        Some(FeedBatch {
            batch: view.batch,
            readings,
            connections,
            commands: std::mem::take(&mut view.commands),
            offered: std::mem::take(&mut view.offered),
        })
    }
}

async fn run(feed: Arc<Feed>, board: Arc<Boards>, sink: Sink<FeedBatch>) {
    let mut changes = board.changes();
    loop {
        if feed.lock().closed {
            return;
        }
        // What one message changes belongs in one batch: a switch is on, and its command confirmed.
        sleep(TOGETHER).await;
        if let Some(batch) = feed.collect(&board)
            && !sink(batch)
        {
            return;
        }
        sleep(PACE).await;
        tokio::select! {
            () = feed.wake.notified() => {}
            changed = changes.changed() => if changed.is_err() { return },
        }
    }
}

#[cfg(test)]
mod tests;
