use anyhow::Result;
use tilework_driver::{PATIENCE, PHONE, forms};

use crate::rig::{Rig, add_farm, mosquitto};

#[tokio::test(flavor = "multi_thread")]
async fn from_credentials_to_a_confirmed_switch() -> Result<()> {
    let (rig, broker) = (Rig::start().await?, mosquitto().await);
    let browser = rig.browser(PHONE).await?;
    add_farm(&browser, &broker).await?;
    forms::add_switch(&browser, "Pump", "farm/pump").await?;

    let mut device = broker.subscribe("farm/pump/set").await;
    browser.click("switch", "Pump").await?;
    browser
        .expect_attr("switch", "Pump", "aria-busy", "true")
        .await?;
    assert_eq!(device.next().await.1, "ON");
    broker.publish("farm/pump", b"ON", true).await;
    browser
        .expect_attr("switch", "Pump", "aria-checked", "true")
        .await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_with_its_charts_from_an_empty_page() -> Result<()> {
    let rig = Rig::start().await?;
    let browser = rig.browser(PHONE).await?;
    browser.click("button", "Try the demo").await?;
    browser
        .expect_attr("switch", "Irrigation pump", "aria-checked", "false")
        .await?;
    // It comes as bytes, and stretches.
    let drawn = "return document.querySelector('svg[preserveAspectRatio=none]') !== null";
    browser
        .wait_for("a chart", PATIENCE, async || {
            Ok(browser.script(drawn).await? == true)
        })
        .await?;
    browser.close().await
}
