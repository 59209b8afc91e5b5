//! Brokers: saved, connected, tried, deleted; their secrets; and what a client is told of their connections.

mod connecting;
mod details;
mod events;
mod form;
mod here;
mod hidden;
mod network;
mod observer;
mod probe;
mod requests;
mod saving;
mod secrets;
mod settings;
mod taking;
mod types;

use std::sync::Arc;

use tilework_core::{
    broker::{Broker, Origin},
    connection::ConnectionState,
    id::BrokerId,
    migrate::read_broker,
};
use tokio::sync::{Mutex, MutexGuard};

use crate::{
    documents::DocumentKind,
    error::{Answer, AppError},
    notices::Notices,
    rooms::{dashboards::Dashboards, documents::SharedDocuments},
};
pub use connecting::Connecting;
pub use events::ConnectionEvents;
pub use network::watch_network;
pub use secrets::Secrets;
pub use types::*;

#[derive(Debug)]
pub struct Brokers {
    /// The lock orders changes of documents: one is made, saved, answered, then the next. It never waits for a keyring.
    all: Mutex<Vec<Broker>>,
    /// Orders what changes brokers, their passwords and the demo. Taken before any other lock.
    saving: Mutex<()>,
    documents: Arc<SharedDocuments>,
    dashboards: Arc<Dashboards>,
    connecting: Connecting,
}

fn find<'a>(all: &'a [Broker], id: &BrokerId) -> Answer<&'a Broker> {
    let found = all.iter().find(|broker| broker.id == *id);
    found.ok_or_else(|| AppError::not_found("The broker"))
}

impl Brokers {
    pub fn new(
        documents: Arc<SharedDocuments>,
        dashboards: Arc<Dashboards>,
        connecting: Connecting,
    ) -> Self {
        Self {
            all: Mutex::default(),
            saving: Mutex::default(),
            documents,
            dashboards,
            connecting,
        }
    }

    /// Opens what is saved and starts connecting.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open(&self, notices: &Notices) -> Answer<()> {
        let mut all = self.all.lock().await;
        let saved = self
            .documents
            .all(DocumentKind::Broker, read_broker, notices);
        all.extend(saved.await?.into_iter().map(|(broker, _)| broker));
        for broker in all.iter() {
            self.connecting.connect(broker).await;
        }
        Ok(())
    }

    /// Nothing of brokers, their passwords and the demo changes while this is held, but by the holder.
    pub async fn hold_still(&self) -> MutexGuard<'_, ()> {
        self.saving.lock().await
    }

    /// All there are.
    pub async fn views(&self) -> Vec<BrokerView> {
        let all = self.all.lock().await;
        all.iter().map(|broker| self.view(broker)).collect()
    }

    /// One of them, as it is saved.
    pub async fn find(&self, id: &BrokerId) -> Option<Broker> {
        self.broker(id).await.ok()
    }

    pub async fn is_empty(&self) -> bool {
        self.all.lock().await.is_empty()
    }

    fn view(&self, broker: &Broker) -> BrokerView {
        let connection = self.connecting.connections.state(&broker.id);
        BrokerView {
            broker: broker.clone(),
            connection: connection.unwrap_or(ConnectionState::Idle),
        }
    }

    async fn broker(&self, id: &BrokerId) -> Answer<Broker> {
        find(&self.all.lock().await, id).cloned()
    }

    /// A broker that a form may change: the demo's is made and removed as a whole.
    async fn own_broker(&self, id: &BrokerId) -> Answer<Broker> {
        match self.broker(id).await? {
            broker if broker.origin == Origin::Demo => Err(AppError::not_found("The broker")),
            broker => Ok(broker),
        }
    }
}
