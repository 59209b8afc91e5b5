//! What happens over time: connections, feed, documents.
//!
//! Deliberately not here: tauri, the system's keyring, the demo. They come in through [`ports`].

pub mod api;
pub mod ports;
