//! A host, and what may follow it.

use std::net::{IpAddr, Ipv6Addr};

use crate::broker::is_host;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// Without brackets.
    pub host: &'a str,
    pub port: Option<u16>,
    /// With its `/`, or empty.
    pub path: &'a str,
}

impl<'a> Address<'a> {
    /// `host`, `host:port`, `[::1]:1883`, each with or without a path.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (authority, path) = text.split_at(text.find('/').unwrap_or(text.len()));
        let (host, port) = match authority.strip_prefix('[') {
            Some(rest) => {
                let (host, after) = rest.split_once(']')?;
                host.parse::<Ipv6Addr>().ok()?;
                (host, after)
            }
            None if authority.parse::<Ipv6Addr>().is_ok() => (authority, ""),
            None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
        };
        // A colon without a port is allowed in URLs (RFC 3986 §3.2.3).
        let port = match port {
            "" | ":" => None,
            port => Some(parse_port(port.strip_prefix(':')?)?),
        };
        // What ends in a number is an IPv4 address or none at all (WHATWG URL §3.5), so that `server:1883` is no host "1883".
        let tail = host.rsplit('.').next().unwrap_or_default();
        let number = tail.bytes().all(|byte| byte.is_ascii_digit());
        let valid = is_host(host) && (!number || host.parse::<IpAddr>().is_ok());
        valid.then_some(Self { host, port, path })
    }

    /// Whether nobody would write it and mean something else than a host: a word alone may be anything, even a password.
    pub fn is_plain(&self) -> bool {
        let tail = self.host.rsplit('.').next().unwrap_or_default();
        self.host.eq_ignore_ascii_case("localhost")
            || self.host.parse::<IpAddr>().is_ok()
            || (self.host.contains('.') && tail.starts_with(char::is_alphabetic))
    }
}

/// 1 to 65,535, in digits only.
pub(super) fn parse_port(text: &str) -> Option<u16> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| digits && *port > 0)
}
