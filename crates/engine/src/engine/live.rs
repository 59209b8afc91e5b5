//! What runs: connections and their states, readings, windows, commands on their way.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use tilework_core::{
    command::{CommandFailure, CommandReport},
    connection::ConnectionState,
    id::BrokerId,
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
        for (broker, filters) in changes.removed {
            if let Some(connection) = self.connection(&broker) {
                connection.unsubscribe(filters).await;
            }
        }
        for (broker, filters) in changes.added {
            if let Some(connection) = self.connection(&broker) {
                connection.subscribe(filters).await;
            }
        }
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
