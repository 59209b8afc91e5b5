use anyhow::Result;
use tilework_driver::{App, DESKTOP, PHONE};

use crate::rig::options;

/// Writes down every state that a switch tells, so that the short ones are not missed between two looks.
const WATCH: &str = r"
    window.__told = [];
    new MutationObserver((changes) => {
        for (const { target } of changes)
            if (target.getAttribute('role') === 'switch' && target.ariaLabel === 'Irrigation pump')
                window.__told.push(target.getAttribute('aria-busy') === 'true' ? 'busy' : target.getAttribute('aria-checked'));
    }).observe(document.body, { subtree: true, attributeFilter: ['aria-busy', 'aria-checked'] });
";

#[tokio::test(flavor = "multi_thread")]
async fn from_a_cold_start_to_a_confirmed_pump_without_owning_a_broker() -> Result<()> {
    for size in [PHONE, DESKTOP] {
        let folder = tempfile::tempdir()?;
        let app = App::start(options(&folder, size)).await?;
        app.click("button", "Try the demo").await?;
        app.expect_attr("switch", "Irrigation pump", "aria-checked", "false")
            .await?;
        app.script(WATCH).await?;
        app.click("switch", "Irrigation pump").await?;
        app.expect_attr("switch", "Irrigation pump", "aria-checked", "true")
            .await?;
        let told = app.script("return window.__told.join(' ')").await?;
        let in_order = told.as_str().is_some_and(|told| told.starts_with("busy"));
        assert!(in_order, "busy first, then on: {told}");
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
