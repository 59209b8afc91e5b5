//! What every host of the engine needs, with a window or without: where secrets, preferences and exported files go, the demo, the
//! environment, the log. See `tilework_engine::ports`.
//!
//! Deliberately not here: how a person's requests reach the engine. That is each host's own: src-tauri over Tauri's IPC, crates/web over
//! a socket.

mod beside;
pub mod core_dumps;
mod demo;
mod environment;
mod gateway;
pub mod log;
mod preferences;
mod save_folder;
mod secrets;

pub use beside::write_private;
pub use demo::DemoInProcess;
pub use environment::Environment;
pub use gateway::Gateway;
pub use preferences::PreferenceFile;
pub use save_folder::{SaveFolder, chosen};
pub use secrets::{Keyring, Memory};
