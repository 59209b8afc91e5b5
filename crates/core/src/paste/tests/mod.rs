mod addresses;
mod hostile;
mod pages;
mod settings;

use super::{BrokerPatch, Pasted, understand};
use crate::{
    broker::{
        Protocol,
        Transport::{self, SecureWebSocket, Tcp, Tls, WebSocket},
    },
    preset::Preset,
};

/// What the tests look at, in one line each.
#[derive(Debug, PartialEq, Eq, Default)]
struct Seen<'a> {
    host: Option<&'a str>,
    port: Option<u16>,
    transport: Option<Transport>,
    path: Option<&'a str>,
    username: Option<&'a str>,
    password: Option<&'a str>,
    ignored: u32,
}

fn seen(pasted: &Pasted) -> Seen<'_> {
    let patch = &pasted.patch;
    Seen {
        host: patch.host.as_deref(),
        port: patch.port,
        transport: patch.transport,
        path: patch.path.as_deref(),
        username: patch.username.as_deref(),
        password: pasted.password.as_ref().map(|it| it.expose()),
        ignored: pasted.ignored,
    }
}

fn at(host: &str, port: u16, transport: Transport) -> Seen<'_> {
    Seen {
        host: Some(host),
        port: Some(port),
        transport: Some(transport),
        ..Seen::default()
    }
}

impl<'a> Seen<'a> {
    fn login(self, username: &'a str, password: &'a str) -> Self {
        Self {
            username: Some(username),
            password: Some(password),
            ..self
        }
    }

    fn path(self, path: &'a str) -> Self {
        Self {
            path: Some(path),
            ..self
        }
    }

    fn ignored(self, ignored: u32) -> Self {
        Self { ignored, ..self }
    }
}

fn ports(patch: &BrokerPatch) -> Vec<(Transport, u16)> {
    patch
        .ports
        .iter()
        .map(|it| (it.transport, it.port))
        .collect()
}
