//! How a program gets to its broker.

use tilework_core::{
    broker::{Broker, Endpoint, Origin, SecretKind, Transport},
    transport::Protocol,
};

use crate::CodeNote;

/// What a platform can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    pub tls: bool,
    pub web_socket: bool,
    pub mqtt5: bool,
    /// It can show a certificate of its own.
    pub certificate: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    pub host: String,
    pub port: u16,
    pub tls: bool,
    pub web_socket: bool,
    pub path: String,
    pub mqtt5: bool,
    /// Seconds.
    pub keep_alive: u16,
    /// The broker asks who is there.
    pub login: bool,
    /// Authorities to trust, as PEM without anything around it.
    pub authority: Option<String>,
    /// It shows a certificate of its own.
    pub certificate: bool,
}

/// Where nothing better is known: a person puts the broker's address there.
const SOMEWHERE: &str = "192.168.1.10";

impl Wire {
    pub fn new(broker: &Broker, abilities: Abilities, notes: &mut Vec<CodeNote>) -> Self {
        let can = |endpoint: &&Endpoint| {
            let transport = endpoint.transport;
            (abilities.tls || !transport.is_encrypted())
                && (abilities.web_socket || !transport.is_web_socket())
        };
        let endpoints = broker.endpoints();
        let safe = endpoints
            .iter()
            // A device stays where it is.
            .filter(|it| !broker.withholds_login_from(it, it.network.as_ref()));
        let chosen = safe
            .clone()
            .find(can)
            .or_else(|| safe.clone().next())
            .or(endpoints.first());
        let (host, port, transport, path) = match chosen {
            Some(it) => (it.host.clone(), it.port, it.transport, it.path.clone()),
            None => (
                SOMEWHERE.to_owned(),
                Transport::Tcp.default_port(),
                Transport::Tcp,
                String::new(),
            ),
        };
        if broker.origin == Origin::Demo {
            notes.push(CodeNote::Demo);
        } else if endpoints.is_empty() {
            notes.push(CodeNote::NoBroker);
        } else if is_this_computer(&host) {
            notes.push(CodeNote::ThisComputer { host: host.clone() });
        }
        let mut tls = transport.is_encrypted();
        let mut web_socket = transport.is_web_socket();
        let mut port = port;
        if web_socket && !abilities.web_socket {
            notes.push(CodeNote::NoWebSocket);
            web_socket = false;
            port = if tls { Transport::Tls } else { Transport::Tcp }.default_port();
        }
        if tls && !abilities.tls {
            notes.push(CodeNote::NoEncryption);
            tls = false;
            port = Transport::Tcp.default_port();
        }
        let authority = tls.then(|| certificates(&broker.tls.authorities)).flatten();
        if tls && authority.is_none() && !broker.tls.pinned.is_empty() {
            notes.push(CodeNote::Pinned);
        }
        let certificate = tls
            && (broker.certificate.is_some()
                || broker.secrets.contains_key(&SecretKind::PrivateKey));
        if certificate {
            notes.push(if abilities.certificate {
                CodeNote::Certificate
            } else {
                CodeNote::NoCertificate
            });
        }
        let secret = |kind| broker.secrets.contains_key(&kind);
        Self {
            host,
            port,
            tls,
            web_socket,
            // A path may have a token in its query.
            path: path.split('?').next().unwrap_or_default().to_owned(),
            mqtt5: abilities.mqtt5 && broker.protocol == Protocol::V5,
            keep_alive: broker.keep_alive_seconds,
            login: !broker.username.is_empty()
                || secret(SecretKind::Password)
                || secret(SecretKind::Username),
            authority,
            certificate: certificate && abilities.certificate,
        }
    }
}

/// An address that means something else on another device.
fn is_this_computer(host: &str) -> bool {
    match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback() || address.is_unspecified(),
        Err(_) => {
            host.eq_ignore_ascii_case("localhost")
                || host.to_ascii_lowercase().ends_with(".localhost")
        }
    }
}

/// The certificates of a text, and nothing that stands between them (RFC 7468 §2): what is left means nothing in any language. Never a key.
fn certificates(pem: &str) -> Option<String> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let is_base64 = |line: &str| {
        !line.is_empty()
            && line.len() <= 128
            && line
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
    };
    let mut all = String::new();
    let mut body: Option<String> = None;
    for line in pem.lines().map(str::trim) {
        match (&mut body, line) {
            (_, BEGIN) => body = Some(format!("{BEGIN}\n")),
            (Some(text), END) => {
                all += &format!("{text}{END}\n");
                body = None;
            }
            (Some(text), line) if is_base64(line) => *text += &format!("{line}\n"),
            (Some(_), _) => body = None,
            (None, _) => {}
        }
    }
    (!all.is_empty()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_text_with_certificates_only_these_are_left() {
        let good = "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n";
        let key = "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----\n";
        let odd = "-----BEGIN CERTIFICATE-----\n\"); drop(\n-----END CERTIFICATE-----\n";
        assert_eq!(
            certificates(&format!("# mine */\n{good}{key}{odd}")).as_deref(),
            Some(good)
        );
        assert_eq!(certificates(key), None);
    }

    #[test]
    fn addresses_of_this_computer_are_known() {
        for host in [
            "localhost",
            "LOCALHOST",
            "127.0.0.1",
            "::1",
            "mqtt.localhost",
            "0.0.0.0",
        ] {
            assert!(is_this_computer(host), "{host}");
        }
        for host in ["farm.local", "192.168.1.4", "broker.example"] {
            assert!(!is_this_computer(host), "{host}");
        }
    }
}
