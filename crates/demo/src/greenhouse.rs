//! The broker and all devices, as one thing that starts and stops.

use tilework_broker::{Broker, Login};
use tokio::task::JoinSet;

use crate::{
    DemoError, Pace,
    client::{World, live},
    devices::DEVICES,
};

const USERNAME: &str = "greenhouse";

/// The running demo. Dropping it ends everything too, but does not wait until the port is free.
#[derive(Debug)]
pub struct Demo {
    broker: Broker,
    devices: JoinSet<()>,
}

impl Demo {
    /// Starts the broker on a free port of 127.0.0.1, and all devices. Needs a tokio runtime with time and network.
    ///
    /// # Errors
    /// [`DemoError::Broker`] when no port can be had.
    pub async fn start() -> Result<Self, DemoError> {
        Self::start_at(Pace::default()).await
    }

    /// As [`Demo::start`], faster or slower.
    ///
    /// # Errors
    /// As [`Demo::start`].
    pub async fn start_at(pace: Pace) -> Result<Self, DemoError> {
        let broker = Broker::start(Login::random(USERNAME)).await?;
        let world = World::new(pace.speed);
        let mut devices = JoinSet::new();
        for device in &DEVICES {
            devices.spawn(live(
                device,
                broker.port(),
                broker.login().clone(),
                world.clone(),
                pace,
            ));
        }
        Ok(Self { broker, devices })
    }

    /// On 127.0.0.1, without TLS; MQTT 3.1.1 and 5.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.broker.port()
    }

    /// Its broker lets in nobody without it; the next start has another.
    #[must_use]
    pub fn login(&self) -> &Login {
        self.broker.login()
    }

    /// Ends every device and every connection, and returns when the port is free again.
    pub async fn stop(mut self) {
        self.devices.shutdown().await;
        self.broker.stop().await;
    }
}
