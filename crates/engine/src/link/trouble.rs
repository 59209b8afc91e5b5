//! Errors of sockets, TLS and WebSocket in our words. Nothing here reads an error's text: only kinds and codes.

use std::io::{self, ErrorKind};

use tilework_core::{
    connection::Trouble,
    reason::{Reason, Refusal},
};
use tokio_rustls::rustls;
use tokio_tungstenite::tungstenite;

/// The words with which the other side closed a WebSocket (RFC 6455 §5.5.1): hostile text.
#[derive(Debug, thiserror::Error)]
#[error("closed with words")]
pub struct ClosingWords(pub String);

/// What RabbitMQ closes a WebSocket with instead of a CONNACK when user or password are wrong (seen with 3.10).
const UNAUTHENTICATED: &str = "unauthenticated";

/// Words instead of a CONNACK are a refusal.
fn words_inside(error: &io::Error) -> Option<Trouble> {
    let ClosingWords(words) = error.get_ref()?.downcast_ref()?;
    let reason = if words == UNAUTHENTICATED {
        Reason::BadUserNameOrPassword
    } else {
        Reason::Unspecified
    };
    let refusal = Refusal {
        reason,
        ..Refusal::new(0x80, Some(words))
    };
    Some(Trouble::Refused { refusal })
}

/// An error of a socket before the broker accepted us.
pub fn connecting(error: &io::Error) -> Trouble {
    if let Some(trouble) = tls_inside(error).or_else(|| words_inside(error)) {
        return trouble;
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
        _ => other(error),
    }
}

/// An error of a socket after the broker had accepted us.
pub fn online(error: &io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::TimedOut => Trouble::Silent,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            Trouble::Unreachable
        }
        ErrorKind::InvalidData => match tls_inside(error) {
            Some(trouble @ Trouble::ClientCertificate) => trouble,
            _ => Trouble::Malformed,
        },
        _ => Trouble::Lost,
    }
}

fn other(error: &dyn std::fmt::Display) -> Trouble {
    let message = error.to_string();
    Trouble::Other {
        message: message.chars().take(200).collect(),
    }
}

/// TLS 1.3 refuses a client certificate only after its handshake, so that the first read brings it (RFC 8446 §4.4.2.4).
fn tls_inside(error: &io::Error) -> Option<Trouble> {
    let error = error.get_ref()?.downcast_ref::<rustls::Error>()?;
    Some(tls(error))
}

/// What TLS says, but for the broker's certificate: the verifier knows more of that.
pub fn tls(error: &rustls::Error) -> Trouble {
    use rustls::{AlertDescription as Alert, Error};
    match error {
        Error::InvalidMessage(_) => Trouble::NotTls,
        Error::PeerIncompatible(_) => Trouble::TlsVersion,
        Error::NoApplicationProtocol => Trouble::Alpn,
        Error::AlertReceived(alert) => match alert {
            Alert::ProtocolVersion | Alert::HandshakeFailure | Alert::InsufficientSecurity => {
                Trouble::TlsVersion
            }
            Alert::NoApplicationProtocol => Trouble::Alpn,
            Alert::CertificateRequired
            | Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::AccessDenied => Trouble::ClientCertificate,
            _ => other(error),
        },
        _ => other(error),
    }
}

/// What became of the upgrade to WebSocket.
pub fn web_socket(error: &tungstenite::Error) -> Trouble {
    use tungstenite::{Error, error::ProtocolError};
    match error {
        Error::Http(response) => Trouble::WebSocketRefused {
            status: response.status().as_u16(),
        },
        Error::Protocol(ProtocolError::SecWebSocketSubProtocolError(_)) => {
            Trouble::WebSocketNotMqtt
        }
        Error::Io(error) => connecting(error),
        Error::Protocol(ProtocolError::HandshakeIncomplete) | Error::ConnectionClosed => {
            Trouble::ClosedEarly
        }
        Error::Protocol(_) | Error::HttpFormat(_) => Trouble::WebSocketNotMqtt,
        other_error => other(other_error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(words: &str) -> Trouble {
        let words = ClosingWords(words.to_owned());
        connecting(&io::Error::new(ErrorKind::ConnectionAborted, words))
    }

    #[test]
    fn a_web_socket_closed_with_words_is_a_refusal_in_these_words() {
        let wrong_password = closed("unauthenticated");
        assert!(!wrong_password.heals(), "{wrong_password:?}");
        let refusal = Refusal::new(0x80, Some("too many"));
        assert_eq!(closed("too many"), Trouble::Refused { refusal });
    }
}
