//! From a saved broker to its connection.

use std::sync::Arc;

use tilework_core::{broker::Broker, connection::ConnectionState};

use super::{observer::BrokerObserver, secrets::Secrets, settings::BrokerSettings};
use crate::{
    board::Boards,
    connection::{Connection, Connections, Observer as _},
    interests::Interests,
    link::Connector,
    ports::{Demo, Whereabouts},
    taps::Taps,
};

/// What a connection is made of.
pub struct Connecting {
    pub connections: Arc<Connections>,
    pub connector: Arc<dyn Connector>,
    pub secrets: Arc<Secrets>,
    pub interests: Arc<Interests>,
    pub boards: Arc<Boards>,
    pub taps: Arc<Taps>,
    pub demo: Arc<dyn Demo>,
    pub whereabouts: Arc<dyn Whereabouts>,
    pub told: Arc<super::ConnectionEvents>,
}

impl std::fmt::Debug for Connecting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Connecting")
    }
}

impl Connecting {
    /// Starts the connection of a broker, unless it is disabled, and ends the one it had. The lock of all brokers is held by the caller.
    pub async fn connect(&self, broker: &Broker) {
        let connections = &self.connections;
        connections.close(&broker.id).await;
        let board = self.boards.of(&broker.id);
        // Before it connects: what is wanted of it, and under which prefix, is known then.
        board.set_prefix(&broker.topic_prefix);
        self.taps.tell(|tap| tap.broker(broker));
        let observer = BrokerObserver::new(
            broker.id.clone(),
            Arc::clone(&board),
            Arc::clone(connections),
            Arc::clone(&self.taps),
        );
        if !broker.enabled {
            return observer.state(ConnectionState::Idle);
        }
        let source = BrokerSettings {
            broker: Arc::new(broker.clone()),
            secrets: Arc::clone(&self.secrets),
            demo: Arc::clone(&self.demo),
            whereabouts: Arc::clone(&self.whereabouts),
        };
        // What another address granted says nothing of this one.
        connections.with_journal(&broker.id, |journal| journal.established = None);
        let connection = Connection::open(
            Arc::clone(&self.connector),
            Arc::new(source),
            &self.interests.of(&broker.id),
            Arc::new(observer),
        );
        connections.keep(&broker.id, connection);
    }
}
