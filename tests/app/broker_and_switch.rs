use anyhow::Result;
use tilework_driver::{App, DESKTOP, PHONE};

use crate::rig::{add_broker, add_gauge, add_switch, mosquitto, options};

#[tokio::test(flavor = "multi_thread")]
async fn from_credentials_to_a_confirmed_switch() -> Result<()> {
    for size in [PHONE, DESKTOP] {
        let folder = tempfile::tempdir()?;
        let broker = mosquitto().await;
        let app = App::start(options(&folder, size)).await?;
        add_broker(&app, "Farm", broker.port()).await?;
        add_switch(&app, "Pump", "farm/pump").await?;

        let mut device = broker.subscribe("farm/pump/set").await;
        app.click("switch", "Pump").await?;
        app.expect_attr("switch", "Pump", "aria-busy", "true")
            .await?;
        assert_ne!(
            app.attr("switch", "Pump", "aria-checked").await?.as_deref(),
            Some("true"),
            "no optimistic lie"
        );
        assert_eq!(
            device.next().await,
            ("farm/pump/set".to_owned(), "ON".to_owned())
        );

        broker.publish("farm/pump", b"ON", true).await;
        app.expect_attr("switch", "Pump", "aria-checked", "true")
            .await?;

        app.click("switch", "Pump").await?;
        assert_eq!(device.next().await.1, "OFF");
        app.expect_text("No answer").await?;
        app.expect_attr("switch", "Pump", "aria-checked", "true")
            .await?;
        app.stop().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_says_at_which_step_and_why_a_connection_fails_and_keeps_what_was_typed()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let broker = mosquitto().await;
    let app = App::start(options(&folder, PHONE)).await?;
    app.click("button", "Add broker").await?;
    app.fill("Host", "not a host").await?;
    app.click("button", "Test connection").await?;
    app.expect_attr("field", "Host", "aria-invalid", "true")
        .await?;
    app.fill("Host", "127.0.0.1").await?;
    app.fill("Port", &tilework_mosquitto::free_port().to_string())
        .await?;
    app.click("button", "Test connection").await?;
    app.expect_text("Nothing listens on this port").await?;
    app.fill("Port", &broker.port().to_string()).await?;
    app.fill("Username", "farmer").await?;
    app.fill("Password", "wrong").await?;
    app.click("button", "Test connection").await?;
    app.expect_text("password").await?;
    assert_eq!(
        app.find("field", "Username")
            .await?
            .prop("value")
            .await?
            .as_deref(),
        Some("farmer")
    );
    app.stop().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payload_that_is_not_a_number_is_named_on_its_gauge_and_ends_with_the_next_good_one()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let broker = mosquitto().await;
    let app = App::start(options(&folder, PHONE)).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    add_gauge(&app, "Soil", "farm/soil").await?;
    broker
        .publish("farm/soil", b"<img src=x onerror=alert(1)>", false)
        .await;
    app.expect_text("not a number").await?;
    assert_eq!(
        app.script("return document.images.length").await?,
        0,
        "a payload is text, never HTML"
    );
    broker.publish("farm/soil", b"38", false).await;
    app.expect_text("38").await?;
    app.stop().await
}
