//! Charts over a month, the full view of a tile's history, and the data screen.

use anyhow::Result;
use tilework_driver::{Page, WebHost, recorded};
use tilework_mosquitto::{Mosquitto, Options};

use super::{Look, Shots};

pub async fn take(shots: &Shots) -> Result<()> {
    let broker = Mosquitto::start(Options::default()).await;
    let options = shots.host("history");
    let mut host = WebHost::start(&options).await?;
    for (number, look) in shots.looks.iter().enumerate() {
        let page = shots.browser(&mut host, look).await?;
        if number == 0 {
            add_farm(&page, broker.port()).await?;
        }
        empty(shots, look, &page).await?;
        page.close().await?;
    }
    speak(shots, &mut host, &broker).await?;
    host.stop().await?;

    recorded::fill(&options.data_dir)?;
    let mut host = WebHost::start(&options).await?;
    for look in &shots.looks {
        let page = shots.browser(&mut host, look).await?;
        filled(shots, look, &page).await?;
        page.close().await?;
    }
    host.stop().await
}

async fn add_farm(page: &Page, port: u16) -> Result<()> {
    page.click("button", "Add broker").await?;
    page.fill("Name", "Farm").await?;
    page.fill("Host", "127.0.0.1").await?;
    page.fill("Port", &port.to_string()).await?;
    page.click("button", "Save").await?;
    page.find("tab", "Farm").await?;
    recorded::add_tiles(page, "Farm").await
}

/// Every device says something once, so that each has a series.
async fn speak(shots: &Shots, host: &mut WebHost, broker: &Mosquitto) -> Result<()> {
    let Some(look) = shots.looks.last() else {
        return Ok(());
    };
    let page = shots.browser(host, look).await?;
    page.find("group", "Wind").await?;
    for (topic, payload) in recorded::TOPICS {
        broker.publish(topic, payload.as_bytes(), true).await;
    }
    for shown in ["21.50", "38.2", "120.5", "3.4", "auto", "Off"] {
        page.expect_text(shown).await?;
    }
    page.close().await
}

async fn empty(shots: &Shots, look: &Look, page: &Page) -> Result<()> {
    page.find("group", "Wind").await?;
    shots.take(page, look, "charts-empty").await?;
    page.click("button", "Climate history").await?;
    page.expect_text("No history yet").await?;
    shots.take(page, look, "history-empty").await
}

async fn filled(shots: &Shots, look: &Look, page: &Page) -> Result<()> {
    page.expect_text("21.50").await?;
    shots.take(page, look, "charts").await?;
    page.click("button", "Climate history").await?;
    page.expect_text("Lowest").await?;
    shots.take(page, look, "history").await?;
    page.click("button", "Last 7 days").await?;
    page.click("radio", "Week before").await?;
    page.expect_text("Change").await?;
    shots.take(page, look, "history-compared").await?;
    page.click("button", "Table").await?;
    page.expect_text("Time").await?;
    shots.take(page, look, "history-table").await?;
    page.click("button", "Export").await?;
    shots.take(page, look, "history-export").await?;
    page.client().refresh().await?;
    page.click("button", "Close history").await?;
    page.click("button", "Irrigation history").await?;
    page.expect_text("changes").await?;
    shots.take(page, look, "history-states").await?;
    page.click("button", "Close history").await?;
    page.click("link", "Settings").await?;
    page.click("button", "Recorded data").await?;
    page.expect_text("Recorded series").await?;
    shots.take(page, look, "data").await
}
