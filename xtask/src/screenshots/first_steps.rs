//! Welcome, the broker form, and a broker that is not there.

use anyhow::Result;
use tilework_driver::{Page, WebHost};

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
    in_clear(shots, look, &page).await?;
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
    page.click("button", "Close").await?;
    page.click("button", "Discard").await?;
    words_and_progress(shots, look, &page).await?;
    page.close().await?;
    host.stop().await
}

/// A password that others can read: the warning, and the permission beside an address that is encrypted. Nothing of it is saved.
async fn in_clear(shots: &Shots, look: &Look, page: &Page) -> Result<()> {
    for (field, text) in [
        ("Host", "192.168.1.20"),
        ("Username", "farmer"),
        ("Password", "swordfish"),
    ] {
        page.fill(field, text).await?;
    }
    page.expect_text("can be read on the way").await?;
    shots.take(page, look, "broker-in-clear").await?;
    page.choose("Transport", "TLS").await?;
    page.click("button", "More addresses").await?;
    page.click("button", "Add address").await?;
    page.fill("Host 2", "farm.example.com").await?;
    page.choose("Transport 2", "TCP").await?;
    page.expect_text("Send the password unencrypted").await?;
    shots.take(page, look, "broker-in-clear-allowed").await?;
    page.click("button", "Close").await?;
    page.click("button", "Discard").await?;
    page.click("button", "Add broker").await?;
    page.find("field", "Host").await.map(drop)
}

/// Tiles that hold words, and one that is a part of a whole.
async fn words_and_progress(shots: &Shots, look: &Look, page: &Page) -> Result<()> {
    add(page, "Heading", &[("Title", "Greenhouse, south side")]).await?;
    let note = "# Watering\n- Tap is **behind the shed**\n- Nina knows the code of the gate";
    add(page, "Note", &[("Title", "To know"), ("Text", note)]).await?;
    add(
        page,
        "Progress",
        &[("Title", "Tank"), ("Topic", "farm/tank")],
    )
    .await?;
    page.find("group", "Tank").await?;
    shots.take(page, look, "home-words-editing").await?;
    page.click("button", "Done").await?;
    page.find("button", "Edit dashboard").await?;
    shots.take(page, look, "home-words").await
}

async fn add(page: &Page, kind: &str, fields: &[(&str, &str)]) -> Result<()> {
    page.click("button", "Add tile").await?;
    page.click("button", kind).await?;
    for (field, text) in fields {
        page.fill(field, text).await?;
    }
    page.click("button", "Save tile").await?;
    page.gone("button", "Save tile").await
}
