//! What was found so far.

// An address holds what fields do, and a field may hold an address.
pub(super) mod url;

use super::{
    BrokerPatch,
    address::{Address, parse_port},
    field::Field,
};
use crate::{
    broker::{
        Protocol,
        Transport::{self, SecureWebSocket, Tcp, Tls, WebSocket},
        is_host,
    },
    problem::NAME_LIMIT,
    secret::Secret,
};

/// The longest text MQTT can carry, in bytes (MQTT 5 §1.5.4).
const TEXT_LIMIT: usize = 65_535;
const PATH_LIMIT: usize = 2_000;

/// Each field is noted once: the first that is said of it counts.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) patch: BrokerPatch,
    pub(super) password: Option<Secret>,
    /// Ways that were named by their transport; without a port if a URL had none.
    pub(super) endpoints: Vec<(Transport, Option<u16>)>,
    /// A port of which nothing else was said.
    pub(super) port: Option<u16>,
    pub(super) encrypted: Option<bool>,
    pub(super) web_socket: bool,
    pub(super) ignored: u32,
}

impl Notes {
    pub fn ignore(&mut self) {
        self.ignored += 1;
    }

    pub fn has_host(&self) -> bool {
        self.patch.host.is_some()
    }

    /// Notes the value of a field; false, with nothing noted, if it can be none or contradicts what is noted.
    pub fn take(&mut self, field: Field, value: &str) -> bool {
        match field {
            Field::Address(transport) => self.address(transport, value.trim()),
            Field::Port(transport) => match (number(value), transport) {
                (None, _) => false,
                (Some(port), Some(transport)) => self.endpoint(transport, Some(port)),
                (Some(port), None) => note(&mut self.port, port),
            },
            Field::Way(transport) => self.way(transport, value.trim()),
            Field::Username => text(value).is_some_and(|it| note(&mut self.patch.username, it)),
            Field::Password => !is_masked(value) && self.secret(value),
            Field::Key => !is_file(value) && !is_masked(value) && self.secret(value),
            Field::ClientId => text(value).is_some_and(|it| note(&mut self.patch.client_id, it)),
            Field::Protocol | Field::Transport => self.protocol(value.trim()),
            Field::Path => self.path(value.trim()),
            // Other programs call by this name a word to which they add the `/` themselves.
            Field::TopicPrefix => value.ends_with('/') && self.topic_prefix(value),
            Field::ServerName => {
                let name = value.trim();
                is_host(name) && note(&mut self.patch.server_name, name.to_owned())
            }
            Field::Name => text(value.trim())
                .filter(|name| name.len() <= NAME_LIMIT as usize)
                .is_some_and(|name| note(&mut self.patch.name, name)),
            Field::Unneeded => true,
        }
    }

    pub fn host(&mut self, host: &str) -> bool {
        note(&mut self.patch.host, host.to_owned())
    }

    pub fn endpoint(&mut self, transport: Transport, port: Option<u16>) -> bool {
        match self.endpoints.iter_mut().find(|known| known.0 == transport) {
            Some((_, known)) if known.is_none() => *known = port,
            Some((_, known)) => return port.is_none() || *known == port,
            None => self.endpoints.push((transport, port)),
        }
        true
    }

    pub fn login(&mut self, username: &str, password: &str) {
        if !username.is_empty() && !self.take(Field::Username, username) {
            self.ignore();
        }
        if !password.is_empty() && !self.secret(password) {
            self.ignore();
        }
    }

    pub fn topic_prefix(&mut self, prefix: &str) -> bool {
        text(prefix).is_some_and(|prefix| note(&mut self.patch.topic_prefix, prefix))
    }

    pub fn path(&mut self, path: &str) -> bool {
        let valid = path.starts_with('/')
            && path.len() <= PATH_LIMIT
            && path.chars().all(|c| c.is_ascii_graphic() && c != '#');
        valid && note(&mut self.patch.path, path.to_owned())
    }

    /// A host with or without a port, where nothing says that it is one.
    pub fn plain_address(&mut self, address: &Address) -> bool {
        self.host(address.host) && address.port.is_none_or(|port| note(&mut self.port, port))
    }

    fn secret(&mut self, value: &str) -> bool {
        text(value).is_some_and(|value| note(&mut self.password, Secret::new(value)))
    }

    fn address(&mut self, transport: Option<Transport>, value: &str) -> bool {
        if value.contains("://") {
            return url::read(value, self);
        }
        let Some(address) = Address::parse(value) else {
            return false;
        };
        if !self.host(address.host) {
            return false;
        }
        if !address.path.is_empty() && transport.is_none_or(Transport::is_web_socket) {
            self.path(address.path);
        }
        match (transport, address.port) {
            (Some(transport), port) => self.endpoint(transport, port),
            (None, Some(port)) => note(&mut self.port, port),
            (None, None) => true,
        }
    }

    fn way(&mut self, transport: Transport, value: &str) -> bool {
        let yes = match value.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" | "enabled" | "required" => true,
            "false" | "no" | "off" | "0" | "disabled" | "none" => false,
            _ => {
                return match number(value) {
                    Some(port) => self.endpoint(transport, Some(port)),
                    None if value.contains("://") => url::read(value, self),
                    None => {
                        Address::parse(value).is_some_and(|address| address.is_plain())
                            && self.address(Some(transport), value)
                    }
                };
            }
        };
        match transport {
            Tls => note(&mut self.encrypted, yes),
            SecureWebSocket => {
                self.web_socket |= yes;
                !yes || note(&mut self.encrypted, yes)
            }
            WebSocket => {
                self.web_socket |= yes;
                true
            }
            Tcp => true,
        }
    }

    fn protocol(&mut self, value: &str) -> bool {
        let value = value.to_ascii_lowercase();
        if value == "mqtt" {
            // It may say no more than that it is MQTT.
            return true;
        }
        let version = value
            .trim_start_matches("mqtt")
            .trim_start_matches([' ', '_', '-', 'v', '.'])
            .replace('_', ".");
        let protocol = match version.as_str() {
            "3.1.1" | "311" | "4" => Some(Protocol::V311),
            "5" | "5.0" | "50" => Some(Protocol::V5),
            _ => None,
        };
        if let Some(protocol) = protocol {
            return note(&mut self.patch.protocol, protocol);
        }
        match value.as_str() {
            "websocket" | "websockets" => {
                self.web_socket = true;
                true
            }
            "securewebsocket" => note(&mut self.patch.transport, SecureWebSocket),
            scheme => url::transport_of(scheme.trim_end_matches("://"))
                .is_some_and(|transport| note(&mut self.patch.transport, transport)),
        }
    }
}

fn note<T: PartialEq>(place: &mut Option<T>, value: T) -> bool {
    match place {
        Some(known) => *known == value,
        None => {
            *place = Some(value);
            true
        }
    }
}

fn text(value: &str) -> Option<String> {
    let valid =
        !value.is_empty() && value.len() <= TEXT_LIMIT && !value.chars().any(char::is_control);
    valid.then(|| value.to_owned())
}

/// `8883`, also in `8883 (TLS)`.
fn number(value: &str) -> Option<u16> {
    let value = value.trim();
    parse_port(value.split([' ', '(', ',', ';']).next().unwrap_or_default())
}

/// Dots instead of the password, as a page shows it.
fn is_masked(value: &str) -> bool {
    value.chars().all(|c| matches!(c, '*' | '•' | '●' | '·'))
}

fn is_file(value: &str) -> bool {
    let value = value.trim();
    value.starts_with("-----")
        || value.contains(['/', '\\'])
        || value.contains(".pem")
        || value.ends_with(".key")
}
