//! What happens over time: connections, feed, documents.
//!
//! Deliberately not here: tauri, the system's keyring, the demo. They come in through [`ports`].

pub mod api;
mod asker;
mod board;
mod clock;
mod commands;
mod connection;
mod documents;
mod engine;
mod feed;
mod interests;
mod link;
pub mod ports;
mod rooms;
mod taps;
mod who;

pub use engine::{Client, Engine, Ports};
pub use who::{Right, Who};
