//! Understanding what a person pasted, opened or scanned. The text is hostile, and parts of it are secret: what was not understood
//! is counted and never repeated.

mod address;
mod command;
mod conclusion;
mod entry;
mod field;
mod json;
mod lines;
mod notes;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;
use ts_rs::TS;

use crate::{
    broker::{Protocol, Transport},
    preset::Preset,
    secret::Secret,
};

/// More than any page or configuration that describes one broker, in bytes.
const TEXT_LIMIT: usize = 64 << 10;

/// A port, and what is spoken there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TransportPort {
    pub transport: Transport,
    pub port: u16,
}

/// What a text says of a broker. `None`: nothing, the form keeps what it has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokerPatch {
    pub name: Option<String>,
    /// The service that the host belongs to, if it is a known one.
    pub preset: Option<Preset>,
    /// Without brackets.
    pub host: Option<String>,
    pub port: Option<u16>,
    pub transport: Option<Transport>,
    /// Only with a WebSocket transport.
    pub path: Option<String>,
    pub username: Option<String>,
    pub client_id: Option<String>,
    pub protocol: Option<Protocol>,
    pub topic_prefix: Option<String>,
    /// Only if it is not the host.
    pub server_name: Option<String>,
    /// All that were named, if there were several; `transport` and `port` are the best of them.
    pub ports: Vec<TransportPort>,
}

/// A text, understood as far as possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    pub patch: BrokerPatch,
    pub password: Option<Secret>,
    /// A user name that is a token where this text leads: then the patch has none.
    pub token: Option<Secret>,
    /// Lines or fields that were not understood. Never 0 when nothing was, except for a blank text.
    pub ignored: u32,
}

/// What a text says of a broker: an address, a link (`tilework://broker?…`), a page of a service, JSON, a block of settings in nearly any
/// language, or a command line of Mosquitto's clients. Only the first 64 KiB are read. When a text contradicts itself, what comes
/// first counts.
#[must_use]
pub fn understand(text: &str) -> Pasted {
    let text = text.trim_start_matches('\u{feff}');
    let read = &text[..text.floor_char_boundary(TEXT_LIMIT)];
    let mut notes = notes::Notes::default();
    if read.len() < text.len() {
        notes.ignore();
    }
    if !json::read(read, &mut notes) {
        lines::read(read, &mut notes);
    }
    let mut pasted = notes.finish();
    let silent = pasted.patch == BrokerPatch::default()
        && pasted.password.is_none()
        && pasted.token.is_none();
    if silent && !read.trim().is_empty() {
        pasted.ignored = pasted.ignored.max(1);
    }
    pasted
}
