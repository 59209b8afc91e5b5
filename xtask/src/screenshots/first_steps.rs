//! Welcome, the broker form, and a broker that is not there.

use anyhow::Result;
use tilework_driver::WebHost;

use super::{Look, Shots};

pub async fn take(shots: &Shots) -> Result<()> {
    for look in &shots.looks {
        of(shots, look).await?;
    }
    Ok(())
}

async fn of(shots: &Shots, look: &Look) -> Result<()> {
    let mut host = WebHost::start(&shots.host(&format!("empty-{}", look.name))).await?;
    let page = shots.browser(&mut host, look).await?;
    page.find("button", "Try the demo").await?;
    shots.take(&page, look, "welcome").await?;
    page.click("button", "Add broker").await?;
    page.find("field", "Host").await?;
    shots.take(&page, look, "broker-form").await?;
    // Port 1 of this machine: nothing listens there.
    for (field, text) in [("Name", "Farm"), ("Host", "127.0.0.1"), ("Port", "1")] {
        page.fill(field, text).await?;
    }
    page.click("button", "Test connection").await?;
    page.expect_text("Nothing listens on this port").await?;
    shots.take(&page, look, "broker-refused").await?;
    page.click("button", "Save").await?;
    page.find("button", "Edit dashboard").await?;
    page.expect_text("Nothing listens on this port").await?;
    shots.take(&page, look, "home-broken-broker").await?;
    page.click("button", "Edit dashboard").await?;
    page.click("button", "Add tile").await?;
    page.find("button", "Gauge").await?;
    shots.take(&page, look, "picker").await?;
    page.click("button", "Gauge").await?;
    for (field, text) in [
        ("Title", "Soil"),
        ("Topic", "farm/#/soil"),
        ("Minimum", "100"),
    ] {
        page.fill(field, text).await?;
    }
    page.click("button", "Save tile").await?;
    page.expect_text("#").await?;
    shots.take(&page, look, "editor-problems").await?;
    page.close().await?;
    host.stop().await
}
