//! What the tests share: the app in a fresh folder, and a Mosquitto that demands a password.

use anyhow::Result;
use tempfile::TempDir;
pub use tilework_driver::forms::{add_gauge, add_switch, until_online};
use tilework_driver::{App, AppOptions, Size, forms};
use tilework_mosquitto::{Mosquitto, Options};

pub const USER: &str = "farmer";
/// Looked for in every place where it must not be.
pub const PASSWORD: &str = "canary-51f0e2-swordfish";

pub fn options(folder: &TempDir, size: Size) -> AppOptions {
    let data = folder.path().join("data");
    AppOptions {
        size,
        ..AppOptions::new(env!("CARGO_BIN_EXE_tilework"), data)
    }
    .env("TILEWORK_SECRETS", "memory")
    .env("TILEWORK_LOG", "trace")
}

pub async fn mosquitto() -> Mosquitto {
    Mosquitto::start(Options {
        login: Some((USER.into(), PASSWORD.into())),
        ..Options::default()
    })
    .await
}

/// From Welcome through the broker form to the dashboard of the first broker.
pub async fn add_broker(app: &App, name: &str, port: u16) -> Result<()> {
    forms::add_broker(app, name, port, (USER, PASSWORD)).await
}
