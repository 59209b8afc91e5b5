use std::time::{Duration, Instant};

use anyhow::Result;
use tilework_driver::{App, PHONE};

use crate::rig::{add_broker, add_gauge, mosquitto, options, until_online};

#[tokio::test(flavor = "multi_thread")]
async fn when_the_broker_goes_the_screen_says_so_and_when_it_returns_tiles_go_on_by_themselves()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut broker = mosquitto().await;
    let app = App::start(options(&folder, PHONE)).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    add_gauge(&app, "Soil", "farm/soil").await?;
    broker.publish("farm/soil", b"38", false).await;
    app.expect_text("38").await?;

    broker.stop().await;
    app.wait_for(
        "the truth about the broker",
        Duration::from_secs(15),
        async || Ok(!app.status().await?.contains("Connected")),
    )
    .await?;
    app.expect_text("Farm").await?;
    assert!(
        app.text().await?.contains("38"),
        "the last value stays, dimmed"
    );

    broker.resume().await;
    let back = Instant::now();
    until_online(&app).await?;
    assert!(
        back.elapsed() < Duration::from_secs(10),
        "the product promises ten seconds: {:?}",
        back.elapsed()
    );
    broker.publish("farm/soil", b"41", true).await;
    app.expect_text("41").await?;
    app.stop().await
}
