//! What follows from all that was found together.

use super::{Pasted, TransportPort, notes::Notes};
use crate::{
    broker::Transport::{self, SecureWebSocket, Tcp, Tls, WebSocket},
    preset::{Preset, PresetRules},
    secret::Secret,
};

/// What is taken when a text offers several ways.
const BEST_FIRST: [Transport; 4] = [Tls, SecureWebSocket, Tcp, WebSocket];

impl Notes {
    pub fn finish(mut self) -> Pasted {
        if self.patch.host.is_none() {
            self.patch.host = self.patch.server_name.take();
        } else if self.patch.server_name == self.patch.host {
            self.patch.server_name = None;
        }
        let host = self.patch.host.as_deref();
        let known = host
            .map(Preset::of_host)
            .filter(|preset| *preset != Preset::Custom);
        self.patch.preset = known;
        let rules = known.map(Preset::rules);
        self.plain_port();
        if rules.as_ref().is_some_and(|rules| rules.tls_only) {
            self.encrypt();
        }
        let transport = self.transport(rules.as_ref());
        self.patch.transport = transport;
        if let Some(transport) = transport {
            self.patch.port = self.port_of(transport, rules.as_ref());
        } else {
            self.patch.port = self.port;
        }
        if !transport.is_some_and(Transport::is_web_socket) {
            self.patch.path = None;
        }
        if let (None, Some(preset), Some(user)) =
            (&self.patch.topic_prefix, known, &self.patch.username)
        {
            self.patch.topic_prefix =
                Some(preset.topic_prefix(user)).filter(|prefix| !prefix.is_empty());
        }
        let port = |(transport, port): &(Transport, Option<u16>)| {
            let transport = *transport;
            port.map(|port| TransportPort { transport, port })
        };
        let ports: Vec<TransportPort> = self.endpoints.iter().filter_map(port).collect();
        if ports.len() > 1 {
            self.patch.ports = ports;
        }
        let token = rules
            .filter(|rules| rules.username_is_secret)
            .and_then(|_| self.patch.username.take())
            .map(Secret::new);
        Pasted {
            patch: self.patch,
            password: self.password,
            token,
            ignored: self.ignored,
        }
    }

    /// Beside ports that are named with their transport, one without is the unencrypted one.
    fn plain_port(&mut self) {
        let Some(port) = self.port.filter(|_| !self.endpoints.is_empty()) else {
            return;
        };
        if let Some(open) = self
            .endpoints
            .iter_mut()
            .find(|endpoint| endpoint.1.is_none())
        {
            open.1 = Some(port);
        } else if !self
            .endpoints
            .iter()
            .any(|(transport, known)| *transport == Tcp || *known == Some(port))
        {
            self.endpoints.insert(0, (Tcp, Some(port)));
        }
    }

    /// A service that takes nothing unencrypted means TLS, whatever was written.
    fn encrypt(&mut self) {
        self.encrypted = Some(true);
        self.patch.transport = self.patch.transport.map(encrypted);
        for (open, closed) in [(Tcp, Tls), (WebSocket, SecureWebSocket)] {
            if self.endpoints.iter().any(|it| it.0 == closed) {
                self.endpoints.retain(|it| it.0 != open);
            }
            let endpoint = self.endpoints.iter_mut().find(|it| it.0 == open);
            if let Some((transport, _)) = endpoint {
                *transport = closed;
            }
        }
    }

    fn transport(&self, rules: Option<&PresetRules>) -> Option<Transport> {
        let allowed = |transport: &Transport| {
            (!self.web_socket || transport.is_web_socket())
                && self
                    .encrypted
                    .is_none_or(|encrypted| encrypted == transport.is_encrypted())
        };
        let named = |transport: &Transport| self.endpoints.iter().any(|it| it.0 == *transport);
        let at_port = || {
            let port = self.port?;
            match rules {
                Some(rules) => rules.transport_at(port),
                None => BEST_FIRST.into_iter().find(|it| it.default_port() == port),
            }
        };
        let offered = rules.into_iter().flat_map(|rules| &rules.ports);
        let flagged = self.web_socket || self.encrypted.is_some();
        let transport = (self.patch.transport)
            .or_else(|| BEST_FIRST.into_iter().find(|it| named(it) && allowed(it)))
            .or_else(|| BEST_FIRST.into_iter().find(named))
            .or_else(|| at_port().filter(allowed))
            .or_else(|| offered.map(|it| it.transport).find(allowed))
            .or(flagged.then_some(Tcp))?;
        let transport = match transport {
            Tcp if self.web_socket => WebSocket,
            Tls if self.web_socket => SecureWebSocket,
            transport => transport,
        };
        Some(match self.encrypted {
            Some(true) => encrypted(transport),
            _ => transport,
        })
    }

    fn port_of(&self, transport: Transport, rules: Option<&PresetRules>) -> Option<u16> {
        let host = self.patch.host.as_ref();
        let same = |it: &&(Transport, Option<u16>)| it.0 == transport;
        let endpoint = self.endpoints.iter().find(same);
        let usual = || match (rules, endpoint) {
            (Some(rules), _) => rules.port(transport, None),
            // RFC 6455 §3: what a WebSocket URL without a port means.
            (None, Some((WebSocket, _))) => Some(80),
            (None, Some((SecureWebSocket, _))) => Some(443),
            (None, _) => Some(transport.default_port()),
        };
        endpoint
            .and_then(|endpoint| endpoint.1)
            .or(self.port)
            .or_else(|| host.and_then(|_| usual()))
    }
}

fn encrypted(transport: Transport) -> Transport {
    match transport {
        Tcp => Tls,
        WebSocket => SecureWebSocket,
        encrypted => encrypted,
    }
}
