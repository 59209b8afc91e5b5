//! Something real in one minute: the broker inside the app, and a greenhouse of simulated devices on it.
//!
//! The devices are ordinary MQTT clients that know nothing of Tilework: all that the app sees of them goes over a socket, as
//! with anybody's own devices. Deliberately not here: a faked history, and any way around the broker.

mod client;
mod dashboard;
mod devices;
mod discovery;
mod greenhouse;
mod plan;
pub mod simulation;

use std::time::Duration;

pub use dashboard::dashboard;
pub use greenhouse::Demo;
use tilework_broker::BrokerError;

/// Why the demo did not start.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the demo's broker did not start: {0}")]
    Broker(#[from] BrokerError),
}

/// How fast things happen. Tests are more impatient than people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Between two reports of a sensor.
    pub report: Duration,
    /// From a command to its answer.
    pub answer: Duration,
    /// How long the weather station is there, and how long it is gone after that.
    pub weather_present: Duration,
    pub weather_absent: Duration,
    /// Simulated seconds in each second.
    pub speed: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            report: Duration::from_millis(1_500),
            answer: Duration::from_millis(700),
            weather_present: Duration::from_secs(40),
            weather_absent: Duration::from_secs(15),
            speed: 1,
        }
    }
}
