//! What the engine tells every client: connections, commands, documents.

use std::sync::Arc;

use tilework_core::{
    Millis,
    command::{CommandReport, CommandState},
    connection::ConnectionState,
    id::BrokerId,
};

use super::{Bell, Feed, Source, Told};
use crate::{
    api::{ConnectionChange, DocumentChange, RoomEvent},
    taps::Tap,
    who::ClientId,
};

/// As many brokers as nobody has.
const CONNECTIONS: usize = 4_096;
/// Reports of commands that a client may still take; beyond it the oldest go.
const COMMANDS: usize = 256;
/// Documents that changed since the start; the oldest go. A client that was away for more of them shows the others as they were.
const DOCUMENTS: usize = 4_096;

/// A change of a document, and whose it is: a client knows its own from the answer to its request.
#[derive(Debug, Clone)]
struct Saved {
    by: ClientId,
    change: DocumentChange,
}

#[derive(Debug)]
pub struct Feeds {
    bell: Bell,
    connections: Told<BrokerId, ConnectionChange>,
    commands: Told<u64, CommandReport>,
    documents: Told<String, Saved>,
}

impl Default for Feeds {
    fn default() -> Self {
        let bell = Bell::default();
        Self {
            connections: Told::new(&bell, CONNECTIONS),
            commands: Told::new(&bell, COMMANDS),
            documents: Told::new(&bell, DOCUMENTS),
            bell,
        }
    }
}

impl Feeds {
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// Tells every client of a connection's state.
    pub fn connection(&self, broker: &BrokerId, state: &ConnectionState) {
        let change = ConnectionChange {
            broker: broker.clone(),
            connection: state.clone(),
        };
        self.connections.say(broker.clone(), change);
    }

    /// The broker is deleted.
    pub fn forget_connection(&self, broker: &BrokerId) {
        self.connections.forget(broker);
    }

    /// Tells every client how a command goes on.
    pub fn command(&self, report: &CommandReport) {
        // The answer may overtake the end of its time.
        let stands = |last: &CommandReport| last.state == CommandState::Confirmed;
        self.commands.say_unless(report.id, report.clone(), stands);
    }

    /// Tells every client but the one who did it that a document was saved or deleted.
    pub fn document(&self, by: ClientId, change: DocumentChange) {
        self.documents.say(change.key(), Saved { by, change });
    }

    /// Tells a client that begins now: all connections, and what becomes of commands and documents from here on.
    pub fn tell(self: &Arc<Self>, client: ClientId, feed: &Feed) {
        feed.add(Connections {
            feeds: Arc::clone(self),
            seen: 0,
        });
        feed.add(Commands {
            feeds: Arc::clone(self),
            seen: self.commands.now(),
        });
        feed.add(Documents {
            feeds: Arc::clone(self),
            client,
            seen: self.documents.now(),
        });
    }
}

impl Tap for Feeds {
    fn connection(&self, broker: &BrokerId, state: &ConnectionState, _: Millis) {
        Self::connection(self, broker, state);
    }
}

struct Connections {
    feeds: Arc<Feeds>,
    seen: u64,
}

impl Source for Connections {
    fn collect(&mut self) -> Option<RoomEvent> {
        let changes = self.feeds.connections.since(&mut self.seen);
        (!changes.is_empty()).then_some(RoomEvent::Connections(changes))
    }

    fn restart(&mut self) {
        self.seen = 0;
    }
}

struct Commands {
    feeds: Arc<Feeds>,
    seen: u64,
}

impl Source for Commands {
    fn collect(&mut self) -> Option<RoomEvent> {
        let reports = self.feeds.commands.since(&mut self.seen);
        (!reports.is_empty()).then_some(RoomEvent::Commands(reports))
    }

    /// What was told before is not told again: it is over.
    fn restart(&mut self) {}
}

struct Documents {
    feeds: Arc<Feeds>,
    client: ClientId,
    seen: u64,
}

impl Source for Documents {
    fn collect(&mut self) -> Option<RoomEvent> {
        let saved = self.feeds.documents.since(&mut self.seen);
        let others = saved.into_iter().filter(|saved| saved.by != self.client);
        let changes: Vec<_> = others.map(|saved| saved.change).collect();
        (!changes.is_empty()).then_some(RoomEvent::Documents(changes))
    }

    /// A page that begins reads all documents.
    fn restart(&mut self) {}
}
