use anyhow::Result;
use tilework_driver::{App, DESKTOP, PHONE};

use crate::rig::options;

#[tokio::test(flavor = "multi_thread")]
async fn from_a_cold_start_to_a_confirmed_pump_without_owning_a_broker() -> Result<()> {
    for size in [PHONE, DESKTOP] {
        let folder = tempfile::tempdir()?;
        let app = App::start(options(&folder, size)).await?;
        app.click("button", "Try the demo").await?;
        app.expect_attr("switch", "Irrigation pump", "aria-checked", "false")
            .await?;
        app.click("switch", "Irrigation pump").await?;
        app.expect_attr("switch", "Irrigation pump", "aria-busy", "true")
            .await?;
        app.expect_attr("switch", "Irrigation pump", "aria-checked", "true")
            .await?;
        app.stop().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_comes_back_after_a_restart_and_is_removed_from_settings() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let options = options(&folder, PHONE);
    let app = App::start(options.clone().env("TILEWORK_DEMO", "1")).await?;
    app.find("switch", "Irrigation pump").await?;
    app.stop().await?;
    let app = App::start(options.clone()).await?;
    app.expect_attr("switch", "Irrigation pump", "aria-checked", "false")
        .await?;
    app.click("link", "Settings").await?;
    app.click("button", "Remove the demo").await?;
    app.find("button", "Try the demo").await?;
    app.stop().await?;
    let app = App::start(options).await?;
    app.find("button", "Add broker").await?;
    app.stop().await
}
