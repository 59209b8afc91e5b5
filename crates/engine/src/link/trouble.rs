//! rumqttc's errors in our words. Nothing here reads an error's text: only kinds and codes.

use std::io::{self, ErrorKind};

use rumqttc::{ConnectReturnCode, ConnectionError, StateError, mqttbytes};
use tilework_core::connection::Trouble;

use super::PACKET_LIMIT;

/// `online`: whether the broker had accepted us; a closed socket means something else after that.
pub fn trouble(error: &ConnectionError, online: bool) -> Trouble {
    match error {
        ConnectionError::NetworkTimeout | ConnectionError::FlushTimeout => Trouble::TimedOut,
        ConnectionError::Io(error) => io_trouble(error, online),
        ConnectionError::ConnectionRefused(code) => refusal(*code),
        ConnectionError::NotConnAck(_) => Trouble::NotMqtt,
        ConnectionError::MqttState(error) => state_trouble(error, online),
        ConnectionError::RequestsDone => Trouble::Lost,
        // The Display of these has no credentials: they name packets, addresses and TLS alerts.
        other => Trouble::Other {
            message: other.to_string(),
        },
    }
}

fn state_trouble(error: &StateError, online: bool) -> Trouble {
    match error {
        StateError::Io(error) => io_trouble(error, online),
        StateError::AwaitPingResp | StateError::CollisionTimeout => Trouble::TimedOut,
        StateError::ConnectionAborted => {
            if online {
                Trouble::Lost
            } else {
                Trouble::ClosedEarly
            }
        }
        StateError::Deserialization(mqttbytes::Error::PayloadSizeLimitExceeded(_)) if online => {
            Trouble::MessageTooLarge {
                limit: PACKET_LIMIT as u32,
            }
        }
        StateError::Deserialization(_) if !online => Trouble::NotMqtt,
        other => Trouble::Other {
            message: other.to_string(),
        },
    }
}

/// The kinds of an input/output error.
pub fn io_trouble(error: &io::Error, online: bool) -> Trouble {
    if online {
        return match error.kind() {
            ErrorKind::TimedOut => Trouble::TimedOut,
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
                Trouble::Unreachable
            }
            _ => Trouble::Lost,
        };
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => Trouble::PortClosed,
        ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::AddrNotAvailable => Trouble::Unreachable,
        ErrorKind::TimedOut => Trouble::TimedOut,
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::UnexpectedEof
        | ErrorKind::BrokenPipe => Trouble::ClosedEarly,
        ErrorKind::InvalidData => Trouble::NotMqtt,
        _ => Trouble::Other {
            message: error.to_string(),
        },
    }
}

/// CONNACK return codes (MQTT 3.1.1 §3.2.2.3).
fn refusal(code: ConnectReturnCode) -> Trouble {
    match code {
        ConnectReturnCode::RefusedProtocolVersion => Trouble::ProtocolRefused,
        ConnectReturnCode::BadClientId => Trouble::ClientIdRefused,
        ConnectReturnCode::ServiceUnavailable => Trouble::ServerUnavailable,
        ConnectReturnCode::BadUserNamePassword => Trouble::BadCredentials,
        ConnectReturnCode::NotAuthorized => Trouble::NotAuthorized,
        ConnectReturnCode::Success => Trouble::Other {
            message: "refused without a reason".to_owned(),
        },
    }
}
