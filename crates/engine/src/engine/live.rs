//! What runs: connections and their states, readings, windows, commands on their way.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use futures_util::future::join_all;
use tilework_core::{
    binding::Qos,
    command::{Command, CommandReport},
    connection::ConnectionState,
    id::{BrokerId, Slot, TileId},
    topic::TopicFilter,
};

use crate::{
    board::{Board, FilterChanges},
    clock::now,
    commands::Commands,
    connection::{Connection, Record},
    feed::Feeds,
};

use super::recorder::Recorder;

#[derive(Debug, Default)]
pub struct Live {
    pub board: Arc<Board>,
    pub feeds: Feeds,
    pub commands: Commands,
    pub recorder: Recorder,
    /// The commands of every tile, apart from the documents: a press waits for no save.
    of_tiles: RwLock<HashMap<TileId, BTreeMap<Slot, Command>>>,
    connections: Mutex<HashMap<BrokerId, Connection>>,
    states: Mutex<BTreeMap<BrokerId, ConnectionState>>,
    records: Mutex<HashMap<BrokerId, Arc<Mutex<Record>>>>,
}

impl Live {
    pub fn new(recorder: Recorder) -> Self {
        Self {
            recorder,
            ..Self::default()
        }
    }

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
        join_all(brokers.iter().map(|broker| self.close(broker))).await;
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
            let still = self.filters(&broker);
            let gone = |filter: &&TopicFilter| still.iter().all(|(wanted, _)| wanted != *filter);
            let unwanted: Vec<_> = filters.iter().filter(gone).cloned().collect();
            self.with_record(&broker, |record| record.unsubscribed(&unwanted));
            if let Some(connection) = self.connection(&broker) {
                connection.unsubscribe(filters).await;
            }
        }
    }

    /// A disabled broker.
    pub fn rests(&self, broker: &BrokerId) {
        self.change_state(broker, ConnectionState::Idle);
    }

    pub fn change_state(&self, broker: &BrokerId, state: ConnectionState) {
        let now = now();
        self.with_record(broker, |record| record.state(&state, now));
        let online = matches!(state, ConnectionState::Online { .. });
        self.recorder.heard(broker, online, now);
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.insert(broker.clone(), state.clone());
        drop(states);
        self.feeds.connection(broker, &state);
    }

    pub fn record(&self, broker: &BrokerId) -> Arc<Mutex<Record>> {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(records.entry(broker.clone()).or_default())
    }

    pub fn with_record<T>(&self, broker: &BrokerId, look: impl FnOnce(&mut Record) -> T) -> T {
        let record = self.record(broker);
        let mut record = record.lock().unwrap_or_else(PoisonError::into_inner);
        look(&mut record)
    }

    pub fn forget_record(&self, broker: &BrokerId) {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.remove(broker);
    }

    /// Every connection looks whether it still works.
    pub async fn network_changed(&self) {
        for connection in self.connections() {
            connection.network_changed().await;
        }
    }

    /// What the broker is asked for: by bindings, and by commands that a device replies to.
    pub fn filters(&self, broker: &BrokerId) -> Vec<(TopicFilter, Qos)> {
        let mut filters = self.board.filters(broker);
        let of_tiles = self.of_tiles.read().unwrap_or_else(PoisonError::into_inner);
        let commands = of_tiles.values().flat_map(BTreeMap::values);
        filters.extend(
            commands
                .filter(|command| command.broker == *broker)
                .filter_map(reply_filter)
                .map(|filter| (filter, Qos::AtLeastOnce)),
        );
        filters
    }

    /// Makes these the commands of a tile.
    pub async fn set_commands(&self, tile: &TileId, commands: BTreeMap<Slot, Command>) {
        let mut changes = FilterChanges::default();
        for command in commands.values() {
            if let Some(filter) = reply_filter(command) {
                let added = changes.added.entry(command.broker.clone()).or_default();
                added.push((filter, Qos::AtLeastOnce));
            }
        }
        let before = {
            let mut of_tiles = self
                .of_tiles
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            if commands.is_empty() {
                of_tiles.remove(tile)
            } else {
                of_tiles.insert(tile.clone(), commands)
            }
        };
        for command in before.unwrap_or_default().values() {
            if let Some(filter) = reply_filter(command) {
                let removed = changes.removed.entry(command.broker.clone()).or_default();
                removed.push(filter);
            }
        }
        self.follow(changes).await;
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

/// Where the device's reply to a command comes.
fn reply_filter(command: &Command) -> Option<TopicFilter> {
    let topic = &command.mqtt5.as_ref()?.response_topic;
    TopicFilter::parse(topic).ok()
}
