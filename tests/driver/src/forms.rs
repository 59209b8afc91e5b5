//! The way through the forms, as a person goes it.

use std::time::Duration;

use anyhow::Result;

use crate::Page;

/// From Welcome through the broker form to the dashboard of the first broker. `login`: name and password.
pub async fn add_broker(page: &Page, name: &str, port: u16, login: (&str, &str)) -> Result<()> {
    page.click("button", "Add broker").await?;
    page.fill("Name", name).await?;
    page.fill("Host", "127.0.0.1").await?;
    page.fill("Port", &port.to_string()).await?;
    page.fill("Username", login.0).await?;
    page.fill("Password", login.1).await?;
    page.click("button", "Save").await?;
    page.find("tab", name).await?;
    until_online(page).await
}

pub async fn until_online(page: &Page) -> Result<()> {
    page.wait_for(
        "the broker to be online",
        Duration::from_secs(15),
        async || Ok(page.status().await?.contains("Connected")),
    )
    .await
}

/// Through edit mode, picker and editor.
pub async fn add_switch(page: &Page, title: &str, topic: &str) -> Result<()> {
    begin_tile(page, "Switch").await?;
    page.fill("Title", title).await?;
    page.fill("Topic", topic).await?;
    page.fill("Command topic", &format!("{topic}/set")).await?;
    finish_tile(page).await
}

pub async fn add_gauge(page: &Page, title: &str, topic: &str) -> Result<()> {
    begin_tile(page, "Gauge").await?;
    page.fill("Title", title).await?;
    page.fill("Topic", topic).await?;
    finish_tile(page).await
}

async fn begin_tile(page: &Page, kind: &str) -> Result<()> {
    page.click("button", "Edit dashboard").await?;
    page.click("button", "Add tile").await?;
    page.click("button", kind).await
}

async fn finish_tile(page: &Page) -> Result<()> {
    page.click("button", "Save tile").await?;
    page.gone("button", "Save tile").await?;
    page.click("button", "Done").await
}
