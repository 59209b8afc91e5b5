//! The window and a browser on one engine.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tilework_driver::{App, Browser, BrowserOptions, DESKTOP, PATIENCE, PHONE, poll};

use crate::rig::{add_broker, add_switch, mosquitto, options};

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_a_press_and_its_confirmation_are_seen_in_the_window_and_in_a_browser() -> Result<()>
{
    let (folder, broker) = (tempfile::tempdir()?, mosquitto().await);
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/dist");
    let ui = ui.to_str().context("a folder with a name")?;
    let app = App::start(options(&folder, DESKTOP).env("TILEWORK_BROWSERS", ui)).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    let browser = invited(folder.path().join("data")).await?;

    // Edited in the window, and then in the browser.
    add_switch(&app, "Pump", "farm/pump").await?;
    browser.find("switch", "Pump").await?;
    add_switch(&browser, "Heater", "farm/heater").await?;
    app.find("switch", "Heater").await?;

    let mut device = broker.subscribe("farm/+/set").await;
    for (presses, sees, title) in [(&*app, &*browser, "Pump"), (&*browser, &*app, "Heater")] {
        presses.click("switch", title).await?;
        let (topic, payload) = device.next().await;
        assert_eq!(payload, "ON");
        let state = topic.trim_end_matches("/set");
        broker.publish(state, b"ON", true).await;
        for page in [presses, sees] {
            page.expect_attr("switch", title, "aria-checked", "true")
                .await?;
        }
    }
    browser.close().await?;
    app.stop().await
}

async fn invited(data: PathBuf) -> Result<Browser> {
    let file = data.join("invitation");
    poll("the invitation", PATIENCE, async || Ok(file.exists())).await?;
    let options = BrowserOptions {
        size: PHONE,
        dark: true,
    };
    Browser::open(&std::fs::read_to_string(file)?, options).await
}
