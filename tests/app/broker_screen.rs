//! The broker screen tells what a connection went through.

use anyhow::Result;
use tilework_driver::{App, DESKTOP, PHONE};

use crate::rig::{add_broker, mosquitto, options, until_online};

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_screen_tells_of_a_loss_and_of_the_way_back() -> Result<()> {
    for size in [PHONE, DESKTOP] {
        let folder = tempfile::tempdir()?;
        let mut broker = mosquitto().await;
        let app = App::start(options(&folder, size)).await?;
        add_broker(&app, "Farm", broker.port()).await?;
        app.click("link", "Settings").await?;
        app.click("button", "Details of Farm").await?;
        app.expect_text(&format!("127.0.0.1:{}", broker.port()))
            .await?;
        broker.stop().await;
        app.expect_text("Lost").await?;
        broker.resume().await;
        app.expect_text("back at").await?;
        app.stop().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_broker_rests_until_it_is_enabled() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let broker = mosquitto().await;
    let app = App::start(options(&folder, DESKTOP)).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    app.click("link", "Settings").await?;
    app.click("button", "Details of Farm").await?;
    app.click("button", "Disable").await?;
    app.find("button", "Enable").await?;
    assert!(!app.status().await?.contains("Connected"));
    app.click("button", "Enable").await?;
    until_online(&app).await?;
    app.stop().await
}
