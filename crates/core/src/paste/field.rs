//! Which field a label means.

use super::words::words;
use crate::broker::Transport;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A host, `host:port` or a URL; perhaps it is said what is spoken there.
    Address(Option<Transport>),
    Port(Option<Transport>),
    /// Only a transport is named: the value may be yes or no, a port or an address.
    Way(Transport),
    Username,
    Password,
    /// Adafruit's password, or the file of a private key.
    Key,
    ClientId,
    /// Of MQTT; but many write the transport there.
    Protocol,
    Transport,
    Path,
    TopicPrefix,
    ServerName,
    Name,
    /// Known, and of no use here.
    Unneeded,
}

/// Words of declarations, and words that tell one's own settings from others.
const NOISE: &[&str] = &[
    "account",
    "adafruit",
    "aio",
    "arduino",
    "auth",
    "auto",
    "aws",
    "broker",
    "brokers",
    "char",
    "cloud",
    "cloudmqtt",
    "cluster",
    "config",
    "connection",
    "const",
    "constexpr",
    "custom",
    "default",
    "define",
    "deployment",
    "dioty",
    "emqx",
    "enable",
    "enabled",
    "env",
    "export",
    "final",
    "hivemq",
    "int",
    "int16",
    "io",
    "iot",
    "is",
    "let",
    "long",
    "mosquitto",
    "mqtt",
    "my",
    "number",
    "option",
    "options",
    "our",
    "public",
    "self",
    "set",
    "settings",
    "short",
    "static",
    "std",
    "str",
    "string",
    "t",
    "the",
    "this",
    "uint",
    "uint16",
    "unsigned",
    "use",
    "var",
    "your",
];

fn is_noise(word: &str) -> bool {
    NOISE.binary_search(&word).is_ok()
}

/// What is said of the way: encrypted, WebSocket, plain.
#[derive(Default)]
struct Way {
    encrypted: bool,
    web_socket: bool,
    plain: bool,
}

impl Way {
    fn add(&mut self, word: &str) -> bool {
        match word {
            "tls" | "ssl" | "secure" | "secured" | "encrypted" | "mqtts" => self.encrypted = true,
            "ws" | "websocket" | "websockets" => self.web_socket = true,
            "wss" => (self.encrypted, self.web_socket) = (true, true),
            "tcp" | "plain" | "unencrypted" => self.plain = true,
            "over" | "only" | "with" => {}
            _ => return false,
        }
        true
    }

    fn transport(&self) -> Option<Transport> {
        match (self.encrypted, self.web_socket) {
            (true, true) => Some(Transport::SecureWebSocket),
            (true, false) => Some(Transport::Tls),
            (false, true) => Some(Transport::WebSocket),
            (false, false) => self.plain.then_some(Transport::Tcp),
        }
    }
}

/// The field that a label means. Every word of it must be known, so that `wifi_password` is not the broker's.
pub(super) fn field_of(label: &str) -> Option<Field> {
    let words = words(label)?;
    let mut way = Way::default();
    let mut rest = String::new();
    for word in &words {
        if !way.add(word) && !is_noise(word) {
            rest.push_str(word);
        }
    }
    let named = |name: &str| words.iter().any(|word| word == name);
    // `mqttserver`, `brokerport`, `aiokey`: written without any sign of where the words part.
    let rest = match rest.as_str() {
        "servername" => "sni",
        rest => ["mqtt", "broker", "server", "aio"]
            .into_iter()
            .find_map(|prefix| rest.strip_prefix(prefix).filter(|after| !after.is_empty()))
            .unwrap_or(rest),
    };
    let transport = way.transport();
    match (rest, transport) {
        ("", None) if named("broker") || named("brokers") => Some(Field::Address(None)),
        ("", None) if named("mqtt") => Some(Field::Way(Transport::Tcp)),
        // An account's name in Adafruit's code is `IO_USERNAME`; `io`, `cluster` alone say nothing.
        ("", transport) => transport.map(Field::Way),
        (rest, transport) => core(rest, transport),
    }
}

fn core(rest: &str, transport: Option<Transport>) -> Option<Field> {
    use Transport::{SecureWebSocket, Tls, WebSocket};
    let web_socket = transport.is_some_and(Transport::is_web_socket);
    Some(match rest {
        "host" | "hostname" | "hosts" | "server" | "servers" | "address" | "addr" | "ip"
        | "ipaddress" | "ipaddr" | "hostip" | "serverhost" | "domain" | "endpoint"
        | "endpoints" | "url" | "urls" | "uri" | "connectionstring" => Field::Address(transport),
        "port" => Field::Port(transport),
        "sslport" | "tlsport" | "mqttsport" => Field::Port(Some(Tls)),
        "wsport" | "websocketport" | "websocketsport" => Field::Port(Some(WebSocket)),
        "wssport" => Field::Port(Some(SecureWebSocket)),
        "wspath" => Field::Path,
        "path" | "basepath" if transport.is_none() || web_socket => Field::Path,
        "sni" => Field::ServerName,
        // `tls_key`, `ssl_password` and the like are of a certificate.
        _ if transport.is_some() => return None,
        "user" | "username" | "usr" | "login" | "clientusername" => Field::Username,
        "password" | "pass" | "pwd" | "passwd" | "pw" | "userpassword" | "userpass"
        | "clientpassword" => Field::Password,
        "key" | "activekey" | "iokey" => Field::Key,
        "clientid" | "cid" | "clientidentifier" | "clientname" => Field::ClientId,
        "protocol" | "protocolversion" | "protocolver" | "version" | "scheme" => Field::Protocol,
        "transport" => Field::Transport,
        "topicprefix" | "prefix" => Field::TopicPrefix,
        "name" | "displayname" => Field::Name,
        "limit" | "region" | "created" | "createdat" | "plan" | "keepalive"
        | "keepaliveinterval" | "protocolid" => Field::Unneeded,
        _ => return None,
    })
}

/// Whether a label says that it is about MQTT, or about Adafruit's.
pub(super) fn is_named(label: &str) -> bool {
    let own = |word: &String| {
        word.starts_with("mqtt")
            || word.starts_with("broker")
            || matches!(word.as_str(), "io" | "aio" | "adafruit")
    };
    words(label).unwrap_or_default().iter().any(own)
}

/// Whether a block of settings under this name is a broker's: `[mqtt]`, `broker:`, `{"mqtt": …}`.
pub(super) fn is_broker_section(name: &str) -> bool {
    let words = words(name).unwrap_or_default();
    words
        .iter()
        .any(|word| word.starts_with("mqtt") || word.starts_with("broker"))
}
