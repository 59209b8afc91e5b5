//! Known kinds of brokers, and what is known of them.

mod rules;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use rules::{Need, PortAlpn, PresetPort, PresetRules, rules};

/// What a person said the broker is. It fills the form; the document keeps it for hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Preset {
    #[default]
    Custom,
    LocalMosquitto,
    CloudMqtt,
    Dioty,
    HiveMqCloud,
    EmqxServerless,
    AwsIotCore,
    AdafruitIo,
    TestMosquittoOrg,
    ThingsBoard,
    Flespi,
    Ubidots,
}

impl Preset {
    /// In the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Custom,
        Self::LocalMosquitto,
        Self::CloudMqtt,
        Self::Dioty,
        Self::HiveMqCloud,
        Self::EmqxServerless,
        Self::AwsIotCore,
        Self::AdafruitIo,
        Self::TestMosquittoOrg,
        Self::ThingsBoard,
        Self::Flespi,
        Self::Ubidots,
    ];

    /// The service that a host belongs to; `Custom` when none is known. What runs on a local address cannot be told.
    #[must_use]
    pub fn of_host(host: &str) -> Self {
        let host = host.trim().trim_end_matches('.').to_ascii_lowercase();
        let labels: Vec<&str> = host.split('.').collect();
        match labels.as_slice() {
            ["mqtt", "dioty", "co"] => Self::Dioty,
            ["io", "adafruit", "com"] => Self::AdafruitIo,
            ["test", "mosquitto", "org"] => Self::TestMosquittoOrg,
            ["mqtt", "flespi", "io"] => Self::Flespi,
            ["industrial", "api", "ubidots", "com"] => Self::Ubidots,
            ["mqtt", "thingsboard", "cloud"] | ["mqtt", _, "thingsboard", "cloud"] => {
                Self::ThingsBoard
            }
            [_, .., "cloudmqtt", "com"] => Self::CloudMqtt,
            [_, .., "hivemq", "cloud"] => Self::HiveMqCloud,
            [_, .., "emqxsl", "com" | "cn"] => Self::EmqxServerless,
            // Two labels before "iot" are another service of AWS, except in China, where the "ats" is a label.
            [_, "iot", _, "amazonaws", "com"]
            | [_, "iot", _, "amazonaws", "com", "cn"]
            | [_, "ats", "iot", _, "amazonaws", "com", "cn"] => Self::AwsIotCore,
            _ => Self::Custom,
        }
    }

    /// What this service wants before every topic of a user. Empty: nothing.
    #[must_use]
    pub fn topic_prefix(self, username: &str) -> String {
        match username {
            "" => String::new(),
            _ => self.rules().topic_prefix.replace("{username}", username),
        }
    }
}
