//! The demo's dashboard, its editor, and the settings.

use std::time::{Duration, Instant};

use anyhow::Result;
use tilework_driver::{Page, WebHost};

use super::{Look, Shots};
use crate::run::live_dashboard;

pub async fn take(shots: &Shots) -> Result<()> {
    let options = shots.host("demo").env("TILEWORK_DEMO", "1");
    let mut host = WebHost::start(&options).await?;
    for (number, look) in shots.looks.iter().enumerate() {
        let page = shots.browser(&mut host, look).await?;
        live_dashboard(&page).await?;
        if number == 0 {
            some_samples(&page).await?;
        }
        of(shots, look, &page).await?;
        page.close().await?;
    }
    host.stop().await
}

/// Lines want some before they are a picture.
async fn some_samples(page: &Page) -> Result<()> {
    page.click("switch", "Irrigation pump").await?;
    let begun = Instant::now();
    page.wait_for("a minute of samples", Duration::from_secs(90), async || {
        Ok(begun.elapsed().as_secs() >= 60)
    })
    .await
}

async fn of(shots: &Shots, look: &Look, page: &Page) -> Result<()> {
    shots.take(page, look, "home").await?;
    page.click("button", "Edit dashboard").await?;
    page.find("button", "Add tile").await?;
    shots.take(page, look, "home-editing").await?;
    page.click("button", "Edit Air temperature").await?;
    page.expect_text("temperature").await?;
    shots.take(page, look, "editor").await?;
    page.click("button", "Close").await?;
    page.click("button", "Done").await?;
    page.click("link", "Settings").await?;
    page.gone("button", "Edit dashboard").await?;
    shots.take(page, look, "settings").await
}
