//! The broker inside the app: MQTT 3.1.1 and 5 on one port of this device, everything in memory, nobody without its login.
//!
//! Deliberately not here: who its clients are. Under a flood it cuts slow subscribers off: it is for homes and demos.

mod login;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use mqtt5::broker::{
    BrokerConfig, BrokerShutdownHandle, MqttBroker,
    config::{StorageBackend, StorageConfig},
};
use tokio::task::JoinHandle;

pub use login::Login;

/// Bytes. The broker's own default is announced one over what some clients accept.
pub const MAX_PACKET: usize = 16 * 1024 * 1024;
/// The app, its devices, and a few of the user's own clients.
const MOST_CLIENTS: usize = 200;
const MOST_RETAINED: usize = 10_000;

/// Why the broker did not start: no port on 127.0.0.1, or its own trouble, in its words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BrokerError(String);

/// A running broker, reachable from this device only, keeping everything in memory. Dropping it ends everything too, but does not
/// wait until the port is free.
#[derive(Debug)]
pub struct Broker {
    port: u16,
    login: Login,
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
    /// Starts it on a free port of 127.0.0.1. Other programs and other people of this device reach that port as well, so it lets
    /// in only who knows `login`. Needs a tokio runtime with time and network.
    ///
    /// # Errors
    /// No port can be had.
    pub async fn start(login: Login) -> Result<Self, BrokerError> {
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
        let failed = |error: mqtt5::MqttError| BrokerError(error.to_string());
        let mut broker = MqttBroker::with_config(config)
            .await
            .map_err(failed)?
            .with_auth_provider(Arc::new(login::Door(login.clone())));
        let address = broker
            .local_addr()
            .ok_or_else(|| BrokerError("it has no port".to_owned()))?;
        let shutdown = Shutdown(broker.shutdown_handle());
        let mut ready = broker.ready_receiver();
        let task = tokio::spawn(async move {
            if let Err(error) = broker.run().await {
                tracing::error!(%error, "the broker inside the app ended");
            }
        });
        if ready.wait_for(|ready| *ready).await.is_err() {
            return Err(BrokerError("it ended at once".to_owned()));
        }
        Ok(Self {
            port: address.port(),
            login,
            shutdown,
            task,
        })
    }

    /// On 127.0.0.1, without TLS.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    #[must_use]
    pub fn login(&self) -> &Login {
        &self.login
    }

    /// Ends all connections and waits until the port is free again.
    pub async fn stop(mut self) {
        self.shutdown.0.shutdown();
        if let Err(error) = (&mut self.task).await {
            tracing::error!(%error, "the broker inside the app did not end well");
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        // A broker that was not stopped must not live on without its owner.
        self.task.abort();
    }
}
