//! Addresses with a scheme, and Tilework's own links.

use super::Notes;
use crate::{
    broker::{Transport, is_secret_name},
    paste::{
        address::Address,
        field::{Field, field_of},
    },
};

/// The transport that a scheme stands for.
pub(super) fn transport_of(scheme: &str) -> Option<Transport> {
    Some(match scheme.to_ascii_lowercase().as_str() {
        "mqtt" | "tcp" => Transport::Tcp,
        "mqtts" | "ssl" | "tls" | "mqtt+ssl" | "mqtt+tls" => Transport::Tls,
        "ws" | "http" | "mqtt+ws" => Transport::WebSocket,
        "wss" | "https" | "mqtt+wss" => Transport::SecureWebSocket,
        _ => return None,
    })
}

/// Notes what a URL says; false, with nothing noted, if it is none of a broker.
pub(in crate::paste) fn read(url: &str, notes: &mut Notes) -> bool {
    parse(url, notes).is_some()
}

fn parse(url: &str, notes: &mut Notes) -> Option<()> {
    let (scheme, rest) = url.split_once("://")?;
    if scheme.eq_ignore_ascii_case("tilework") {
        return read_link(rest, notes);
    }
    let transport = transport_of(scheme)?;
    let (authority, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (login, authority) = match authority.rsplit_once('@') {
        Some((login, authority)) => (Some(login), authority),
        None => (None, authority),
    };
    let address = Address::parse(authority)?;
    // `mqtt://mqtt://host`; and `mqtt://me:pass/word@host`, where the beginning of a
    // secret stands where the host should be.
    if tail.starts_with("//") || login.is_none() && tail.contains('@') && !address.is_plain() {
        return None;
    }
    let tail = tail.split('#').next().unwrap_or_default();
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    if scheme.to_ascii_lowercase().starts_with("http") && !is_web_socket_path(path) {
        return None;
    }
    if !notes.host(address.host) {
        return None;
    }
    notes.endpoint(transport, address.port);
    if let Some(login) = login {
        let (username, password) = login.split_once(':').unwrap_or((login, ""));
        notes.login(&decoded(username), &decoded(password));
    }
    let others = read_query(query, notes);
    if transport.is_web_socket() {
        let path = match others.as_str() {
            "" => path.to_owned(),
            others => format!("{path}?{others}"),
        };
        if !path.is_empty() && !notes.path(&path) {
            notes.ignore();
        }
    } else if !others.is_empty() {
        notes.ignore();
    }
    Some(())
}

/// A web address is not the address of a broker, unless it ends in one of the usual paths.
fn is_web_socket_path(path: &str) -> bool {
    let name = path.trim_end_matches('/').rsplit('/').next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    matches!(name.as_str(), "mqtt" | "ws" | "wss" | "websocket")
}

/// Notes what a query says of us, and gives back the rest of it, which is the broker's.
fn read_query(query: &str, notes: &mut Notes) -> String {
    let mut others = String::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let ours = match field_of(key) {
            Some(field @ (Field::ClientId | Field::Username | Field::Password)) => {
                // Even when it says something else than the login did, it must not end up in the path.
                if !notes.take(field, &decoded(value)) {
                    notes.ignore();
                }
                true
            }
            _ => false,
        };
        if !ours && is_secret_name(key) {
            // It would stand in the document, in plain sight.
            notes.ignore();
        } else if !ours {
            if !others.is_empty() {
                others.push('&');
            }
            others.push_str(pair);
        }
    }
    others
}

/// `broker?host=…&port=…`. A `+` is a plus (RFC 3986): links are made with `%20` for a space.
fn read_link(rest: &str, notes: &mut Notes) -> Option<()> {
    let (place, query) = rest.split_once('?')?;
    if !place.trim_end_matches('/').eq_ignore_ascii_case("broker") {
        return None;
    }
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let (urls, fields): (Vec<&str>, Vec<&str>) = pairs.partition(|pair| pair.starts_with("url="));
    for pair in fields.into_iter().chain(urls) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded(value);
        // A link within a link would be a way to loop.
        let nested = value
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("tilework:");
        let understood = match field_of(key).filter(|_| !nested) {
            Some(Field::TopicPrefix) => notes.topic_prefix(&value),
            Some(field) => notes.take(field, &value),
            None => false,
        };
        if !understood && !value.is_empty() {
            notes.ignore();
        }
    }
    Some(())
}

/// Without percent-encoding (RFC 3986 §2.1). A `%` that encodes nothing stands for itself; bytes that are no UTF-8 become U+0000,
/// which no field accepts.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |place: usize| char::from(*after.get(place)?).to_digit(16);
        let code = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| "\0".to_owned())
}
