//! What runs: connections and their states, readings, windows, commands on their way.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use tilework_core::{
    command::{Command, CommandFailure, CommandReport},
    connection::ConnectionState,
    id::{BrokerId, Slot, TileId},
    topic::TopicFilter,
};

use crate::{
    board::{Board, FilterChanges},
    clock::now,
    commands::Commands,
    connection::{Connection, Observer},
    feed::Feeds,
    link::Message,
};

#[derive(Debug, Default)]
pub struct Live {
    pub board: Arc<Board>,
    pub feeds: Feeds,
    pub commands: Commands,
    /// The commands of every tile, apart from the documents: a press waits for no save.
    of_tiles: RwLock<HashMap<TileId, BTreeMap<Slot, Command>>>,
    connections: Mutex<HashMap<BrokerId, Connection>>,
    states: Mutex<BTreeMap<BrokerId, ConnectionState>>,
}

impl Live {
    pub fn state(&self, broker: &BrokerId) -> Option<ConnectionState> {
        self.states
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(broker)
            .cloned()
    }

    pub fn states(&self) -> BTreeMap<BrokerId, ConnectionState> {
        self.states
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn connection(&self, broker: &BrokerId) -> Option<Connection> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(broker)
            .cloned()
    }

    pub fn connections(&self) -> Vec<Connection> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .cloned()
            .collect()
    }

    pub fn keep(&self, broker: &BrokerId, connection: Connection) {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(broker.clone(), connection);
    }

    /// Ends a connection; returns when the broker was told.
    pub async fn close(&self, broker: &BrokerId) {
        let connection = self
            .connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(broker);
        if let Some(connection) = connection {
            connection.close().await;
        }
        self.states
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(broker);
    }

    pub async fn close_all(&self) {
        let brokers: Vec<_> = self.states().into_keys().collect();
        for broker in brokers {
            self.close(&broker).await;
        }
    }

    /// Asks the brokers for what bindings want now, and no longer for what they do not.
    pub async fn follow(&self, changes: FilterChanges) {
        // Added first: a filter that only changes hands is never let go of, and no message is missed.
        for (broker, filters) in changes.added {
            if let Some(connection) = self.connection(&broker) {
                connection.subscribe(filters).await;
            }
        }
        for (broker, filters) in changes.removed {
            if let Some(connection) = self.connection(&broker) {
                connection.unsubscribe(filters).await;
            }
        }
    }

    /// Makes these the commands of a tile.
    pub fn set_commands(&self, tile: &TileId, commands: BTreeMap<Slot, Command>) {
        let mut of_tiles = self
            .of_tiles
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if commands.is_empty() {
            of_tiles.remove(tile);
        } else {
            of_tiles.insert(tile.clone(), commands);
        }
    }

    pub fn command(&self, tile: &TileId, slot: &Slot) -> Option<Command> {
        let of_tiles = self.of_tiles.read().unwrap_or_else(PoisonError::into_inner);
        of_tiles.get(tile)?.get(slot).cloned()
    }

    pub fn tell(&self, report: Option<CommandReport>) {
        if let Some(report) = report {
            self.feeds.command(&report);
        }
    }
}

/// What one connection tells goes here.
pub struct BrokerObserver {
    pub broker: BrokerId,
    pub live: Arc<Live>,
}

impl Observer for BrokerObserver {
    fn state(&self, state: ConnectionState) {
        if matches!(state, ConnectionState::Online { .. }) {
            self.live.board.connected(&self.broker);
        }
        let mut states = self
            .live
            .states
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        states.insert(self.broker.clone(), state.clone());
        drop(states);
        self.live.feeds.connection(&self.broker, &state);
    }

    fn message(&self, message: &Message) {
        let mut reports = Vec::new();
        self.live
            .board
            .message(&self.broker, message, now(), &mut |key, value| {
                reports.extend(self.live.commands.value(key, value));
            });
        reports
            .iter()
            .for_each(|report| self.live.feeds.command(report));
    }

    fn subscribed(&self, filter: &TopicFilter, result: Result<(), u8>) {
        self.live.board.subscribed(&self.broker, filter, result);
    }

    fn published(&self, token: u64, result: Result<(), CommandFailure>) {
        self.live.tell(self.live.commands.published(token, result));
    }
}
