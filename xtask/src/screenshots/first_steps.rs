//! Welcome, the broker form, and a broker that is not there.

use anyhow::Result;
use tilework_driver::App;

use super::Shots;

pub async fn take(shots: &Shots<'_>) -> Result<()> {
    let app = App::start(shots.options("empty")).await?;
    app.find("button", "Try the demo").await?;
    shots.take(&app, "welcome").await?;
    app.click("button", "Add broker").await?;
    app.find("field", "Host").await?;
    shots.take(&app, "broker-form").await?;
    // Port 1 of this machine: nothing listens there.
    for (field, text) in [("Name", "Farm"), ("Host", "127.0.0.1"), ("Port", "1")] {
        app.fill(field, text).await?;
    }
    app.click("button", "Test connection").await?;
    app.expect_text("Nothing listens on this port").await?;
    shots.take(&app, "broker-refused").await?;
    app.click("button", "Save").await?;
    app.find("button", "Edit dashboard").await?;
    app.expect_text("Nothing listens on this port").await?;
    shots.take(&app, "home-broken-broker").await?;
    app.click("button", "Edit dashboard").await?;
    app.click("button", "Add tile").await?;
    app.find("button", "Gauge").await?;
    shots.take(&app, "picker").await?;
    app.click("button", "Gauge").await?;
    for (field, text) in [
        ("Title", "Soil"),
        ("Topic", "farm/#/soil"),
        ("Minimum", "100"),
    ] {
        app.fill(field, text).await?;
    }
    app.click("button", "Save tile").await?;
    app.expect_text("#").await?;
    shots.take(&app, "editor-problems").await?;
    app.stop().await
}
