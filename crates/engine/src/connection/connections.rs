//! The connections of all brokers, their states, and what each went through.

use std::{collections::BTreeMap, sync::Arc};

use futures_util::future::join_all;
use parking_lot::{Mutex, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tilework_core::{Millis, connection::ConnectionState, id::BrokerId};

use super::{Connection, Journal};
use crate::{
    link::{Goodbye, Message},
    taps::Tap,
};

#[derive(Debug, Default)]
pub struct Connections(RwLock<BTreeMap<BrokerId, Known>>);

#[derive(Debug, Default)]
struct Known {
    /// `None`: the broker is disabled.
    connection: Option<Connection>,
    state: Option<ConnectionState>,
    journal: Arc<Mutex<Journal>>,
}

impl Connections {
    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<BrokerId, Known>> {
        self.0.read()
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<BrokerId, Known>> {
        self.0.write()
    }

    pub fn get(&self, broker: &BrokerId) -> Option<Connection> {
        self.read().get(broker)?.connection.clone()
    }

    pub fn all(&self) -> Vec<Connection> {
        let known = self.read();
        known
            .values()
            .filter_map(|it| it.connection.clone())
            .collect()
    }

    pub fn keep(&self, broker: &BrokerId, connection: Connection) {
        self.write().entry(broker.clone()).or_default().connection = Some(connection);
    }

    pub fn state(&self, broker: &BrokerId) -> Option<ConnectionState> {
        self.read().get(broker)?.state.clone()
    }

    pub fn is_online(&self, broker: &BrokerId) -> bool {
        matches!(self.state(broker), Some(ConnectionState::Online { .. }))
    }

    pub fn states(&self) -> BTreeMap<BrokerId, ConnectionState> {
        let known = self.read();
        let states = known.iter();
        states
            .filter_map(|(broker, it)| Some((broker.clone(), it.state.clone()?)))
            .collect()
    }

    pub fn set_state(&self, broker: &BrokerId, state: ConnectionState, at: Millis) {
        self.with_journal(broker, |journal| journal.state(&state, at));
        self.write().entry(broker.clone()).or_default().state = Some(state);
    }

    /// Ends a connection; returns when the broker was told. Its journal stays.
    pub async fn close(&self, broker: &BrokerId) {
        self.close_with(broker, Goodbye::Leaving).await;
    }

    /// As [`Connections::close`], and the broker need not keep anything for us.
    pub async fn close_for_good(&self, broker: &BrokerId) {
        self.close_with(broker, Goodbye::ForGood).await;
    }

    async fn close_with(&self, broker: &BrokerId, goodbye: Goodbye) {
        let connection = self
            .write()
            .get_mut(broker)
            .and_then(|it| it.connection.take());
        if let Some(connection) = connection {
            connection.close(goodbye).await;
        }
        if let Some(known) = self.write().get_mut(broker) {
            known.state = None;
        }
    }

    pub async fn close_all(&self) {
        let brokers: Vec<_> = self.states().into_keys().collect();
        join_all(brokers.iter().map(|broker| self.close(broker))).await;
    }

    /// Says goodbye to all brokers at once; returns when they were told.
    pub async fn suspend_all(&self) {
        join_all(self.all().iter().map(Connection::suspend)).await;
    }

    /// The broker is deleted, and its connection closed.
    pub fn forget(&self, broker: &BrokerId) {
        self.write().remove(broker);
    }

    /// Every connection looks whether it still works.
    pub async fn network_changed(&self) {
        for connection in self.all() {
            connection.network_changed().await;
        }
    }

    pub fn journal(&self, broker: &BrokerId) -> Arc<Mutex<Journal>> {
        if let Some(known) = self.read().get(broker) {
            return Arc::clone(&known.journal);
        }
        Arc::clone(&self.write().entry(broker.clone()).or_default().journal)
    }

    pub fn with_journal<T>(&self, broker: &BrokerId, look: impl FnOnce(&mut Journal) -> T) -> T {
        let journal = self.journal(broker);
        let mut journal = journal.lock();
        look(&mut journal)
    }
}

/// The counters of the broker screen.
impl Tap for Connections {
    fn message(&self, broker: &BrokerId, message: &Message) {
        self.with_journal(broker, |journal| {
            journal.counters.messages_in += 1;
            journal.counters.bytes_in += (message.topic.len() + message.payload.len()) as u64;
        });
    }
}
