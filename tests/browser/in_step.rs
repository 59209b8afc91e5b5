use anyhow::{Context, Result};
use serde_json::json;
use tilework_driver::{DESKTOP, PHONE, forms};
use tilework_engine::{Right, Who, api::*};

use crate::rig::{Rig, add_farm, mosquitto};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pressed_in_one_browser_is_seen_in_the_other_and_so_is_what_no_browser_pressed()
-> Result<()> {
    let (rig, broker) = (Rig::start().await?, mosquitto().await);
    let phone = rig.browser(PHONE).await?;
    add_farm(&phone, &broker).await?;
    forms::add_switch(&phone, "Pump", "farm/pump").await?;
    let desktop = rig.browser(DESKTOP).await?;
    desktop.find("switch", "Pump").await?;

    let mut device = broker.subscribe("farm/pump/set").await;
    phone.click("switch", "Pump").await?;
    assert_eq!(device.next().await.1, "ON");
    broker.publish("farm/pump", b"ON", true).await;
    for browser in [&phone, &desktop] {
        browser
            .expect_attr("switch", "Pump", "aria-checked", "true")
            .await?;
    }

    // The desktop window is a client of the engine as well; here the test takes its place.
    let window = rig.engine.client(Who {
        label: "a window".to_owned(),
        rights: Right::Own,
    });
    let session = window.session().await?;
    let tile = &session
        .dashboards
        .first()
        .context("a dashboard")?
        .dashboard
        .tiles[0];
    window
        .send_command(tile.id.clone(), "set".parse()?, json!(false))
        .await?;
    assert_eq!(device.next().await.1, "OFF");
    broker.publish("farm/pump", b"OFF", true).await;
    for browser in [&phone, &desktop] {
        browser
            .expect_attr("switch", "Pump", "aria-checked", "false")
            .await?;
    }
    phone.close().await?;
    desktop.close().await
}
