//! The demo's dashboard, its editor, and the settings.

use std::time::{Duration, Instant};

use anyhow::Result;
use tilework_driver::App;

use super::Shots;
use crate::run::live_dashboard;

pub async fn take(shots: &Shots<'_>) -> Result<()> {
    let app = App::start(shots.options("demo").env("TILEWORK_DEMO", "1")).await?;
    live_dashboard(&app).await?;
    app.click("switch", "Irrigation pump").await?;
    // Lines want some samples before they are a picture.
    let begun = Instant::now();
    app.wait_for("a minute of samples", Duration::from_secs(90), async || {
        Ok(begun.elapsed().as_secs() >= 60)
    })
    .await?;
    shots.take(&app, "home").await?;
    app.click("button", "Edit dashboard").await?;
    app.find("button", "Add tile").await?;
    shots.take(&app, "home-editing").await?;
    app.click("button", "Edit Air temperature").await?;
    app.expect_text("temperature").await?;
    shots.take(&app, "editor").await?;
    app.click("button", "Close").await?;
    app.click("button", "Done").await?;
    app.click("link", "Settings").await?;
    app.gone("button", "Edit dashboard").await?;
    shots.take(&app, "settings").await?;
    app.stop().await
}
