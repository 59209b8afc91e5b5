//! What the tests share: the app in a fresh folder, a Mosquitto that demands a password, and the way through the forms.

use std::time::Duration;

use anyhow::Result;
use tempfile::TempDir;
use tilework_driver::{App, AppOptions, Size};
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
    app.click("button", "Add broker").await?;
    app.fill("Name", name).await?;
    app.fill("Host", "127.0.0.1").await?;
    app.fill("Port", &port.to_string()).await?;
    app.fill("Username", USER).await?;
    app.fill("Password", PASSWORD).await?;
    app.click("button", "Save").await?;
    app.find("tab", name).await?;
    until_online(app).await
}

pub async fn until_online(app: &App) -> Result<()> {
    app.wait_for(
        "the broker to be online",
        Duration::from_secs(15),
        async || Ok(app.status().await?.contains("Connected")),
    )
    .await
}

/// Through edit mode, picker and editor.
pub async fn add_switch(app: &App, title: &str, topic: &str) -> Result<()> {
    begin_tile(app, "Switch").await?;
    app.fill("Title", title).await?;
    app.fill("Topic", topic).await?;
    app.fill("Command topic", &format!("{topic}/set")).await?;
    finish_tile(app).await
}

pub async fn add_gauge(app: &App, title: &str, topic: &str) -> Result<()> {
    begin_tile(app, "Gauge").await?;
    app.fill("Title", title).await?;
    app.fill("Topic", topic).await?;
    finish_tile(app).await
}

async fn begin_tile(app: &App, kind: &str) -> Result<()> {
    app.click("button", "Edit dashboard").await?;
    app.click("button", "Add tile").await?;
    app.click("button", kind).await
}

async fn finish_tile(app: &App) -> Result<()> {
    app.click("button", "Save tile").await?;
    app.gone("button", "Save tile").await?;
    app.click("button", "Done").await
}
