//! Charts over a month, the full view of a tile's history, and the data screen.

use anyhow::Result;
use tilework_driver::{App, recorded};
use tilework_mosquitto::{Mosquitto, Options};

use super::Shots;

pub async fn take(shots: &Shots<'_>) -> Result<()> {
    let broker = Mosquitto::start(Options::default()).await;
    let options = shots.options("history");
    let app = App::start(options.clone()).await?;
    app.click("button", "Add broker").await?;
    app.fill("Name", "Farm").await?;
    app.fill("Host", "127.0.0.1").await?;
    app.fill("Port", &broker.port().to_string()).await?;
    app.click("button", "Save").await?;
    app.find("tab", "Farm").await?;
    recorded::add_tiles(&app, "Farm").await?;
    app.find("group", "Wind").await?;
    shots.take(&app, "charts-empty").await?;
    app.click("button", "Climate history").await?;
    app.expect_text("No history yet").await?;
    shots.take(&app, "history-empty").await?;
    app.click("button", "Close history").await?;
    for (topic, payload) in recorded::TOPICS {
        broker.publish(topic, payload.as_bytes(), true).await;
    }
    for shown in ["21.50", "38.2", "3120.5", "3.4", "auto", "Off"] {
        app.expect_text(shown).await?;
    }
    app.stop().await?;

    recorded::fill(&options.data_dir)?;
    let app = App::start(options).await?;
    app.expect_text("21.50").await?;
    shots.take(&app, "charts").await?;
    app.click("button", "Climate history").await?;
    app.expect_text("Lowest").await?;
    shots.take(&app, "history").await?;
    app.click("button", "Last 7 days").await?;
    app.click("radio", "Week before").await?;
    app.expect_text("Change").await?;
    shots.take(&app, "history-compared").await?;
    app.click("button", "Table").await?;
    app.expect_text("Time").await?;
    shots.take(&app, "history-table").await?;
    app.click("button", "Export").await?;
    shots.take(&app, "history-export").await?;
    app.client().refresh().await?;
    app.click("button", "Close history").await?;
    app.click("button", "Irrigation history").await?;
    app.expect_text("changes").await?;
    shots.take(&app, "history-states").await?;
    app.click("button", "Close history").await?;
    app.click("link", "Settings").await?;
    app.click("button", "Recorded data").await?;
    app.expect_text("Recorded series").await?;
    shots.take(&app, "data").await?;
    app.stop().await
}
