//! The embedded broker.

use std::net::{Ipv4Addr, SocketAddr};

use mqtt5::broker::{
    BrokerConfig, BrokerShutdownHandle, MqttBroker,
    config::{StorageBackend, StorageConfig},
};
use tokio::task::JoinHandle;

use crate::DemoError;

/// Bytes. The broker's own default is announced one over what some clients accept.
pub(crate) const MAX_PACKET: usize = 16 * 1024 * 1024;
/// The app, its devices, and a few of the user's own clients.
const MOST_CLIENTS: usize = 200;
const MOST_RETAINED: usize = 10_000;

/// A running broker, reachable from this device only, keeping everything in memory.
#[derive(Debug)]
pub(crate) struct Broker {
    pub port: u16,
    shutdown: Shutdown,
    task: JoinHandle<()>,
}

struct Shutdown(BrokerShutdownHandle);

impl std::fmt::Debug for Shutdown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shutdown")
    }
}

impl Broker {
    pub async fn start() -> Result<Self, DemoError> {
        let storage = StorageConfig::default()
            .with_backend(StorageBackend::Memory)
            .with_persistence(false);
        let config = BrokerConfig::default()
            .with_bind_address(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .with_storage(storage)
            .with_max_packet_size(MAX_PACKET)
            .with_max_clients(MOST_CLIENTS)
            .with_max_retained_messages(MOST_RETAINED)
            .with_sys_topics_enabled(false);
        let failed = |error: mqtt5::MqttError| DemoError::Broker(error.to_string());
        let mut broker = MqttBroker::with_config(config).await.map_err(failed)?;
        let address = broker
            .local_addr()
            .ok_or_else(|| DemoError::Broker("it has no port".to_owned()))?;
        let shutdown = Shutdown(broker.shutdown_handle());
        let mut ready = broker.ready_receiver();
        let task = tokio::spawn(async move {
            if let Err(error) = broker.run().await {
                tracing::error!(%error, "the demo's broker ended");
            }
        });
        if ready.wait_for(|ready| *ready).await.is_err() {
            return Err(DemoError::Broker("it ended at once".to_owned()));
        }
        Ok(Self {
            port: address.port(),
            shutdown,
            task,
        })
    }

    /// Ends all connections and waits until the port is free again.
    pub async fn stop(mut self) {
        self.shutdown.0.shutdown();
        if let Err(error) = (&mut self.task).await {
            tracing::error!(%error, "the demo's broker did not end well");
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        // A demo that was not stopped must not live on without its owner.
        self.task.abort();
    }
}
