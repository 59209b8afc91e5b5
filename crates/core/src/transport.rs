//! How bytes get to a broker, and which MQTT they speak.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub enum Protocol {
    #[default]
    #[serde(rename = "3.1.1")]
    V311,
    #[serde(rename = "5")]
    V5,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Transport {
    #[default]
    Tcp,
    Tls,
    WebSocket,
    SecureWebSocket,
}

impl Transport {
    #[must_use]
    pub fn is_encrypted(self) -> bool {
        matches!(self, Self::Tls | Self::SecureWebSocket)
    }

    #[must_use]
    pub fn is_web_socket(self) -> bool {
        matches!(self, Self::WebSocket | Self::SecureWebSocket)
    }

    /// 1883 and 8883 are registered at IANA for MQTT; 8083 and 8084 are what most brokers use for WebSocket.
    #[must_use]
    pub fn default_port(self) -> u16 {
        match self {
            Self::Tcp => 1883,
            Self::Tls => 8883,
            Self::WebSocket => 8083,
            Self::SecureWebSocket => 8084,
        }
    }
}
