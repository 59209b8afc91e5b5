//! A month of history in the real web view: read, moved, zoomed, hidden, compared, shown as a table and taken away.

use std::path::PathBuf;

use anyhow::{Context, Result};
use tempfile::TempDir;
use tilework_driver::{App, DESKTOP, PATIENCE, PHONE, Size, recorded};
use tilework_mosquitto::Mosquitto;

use crate::rig::{add_broker, mosquitto, options};

const PLOT: &str = "Climate, values at a moment";

/// Notes that the picture was moved as it is, though the sharp one may come a moment later.
const FOLLOWS: &str = r"
    window.__followed = false;
    new MutationObserver((changes) => {
        for (const { target } of changes) if (target.style.transform.startsWith('translateX')) window.__followed = true;
    }).observe(document.querySelector('[role=dialog] .layer'), { attributeFilter: ['style'] });
";

fn exports(folder: &TempDir) -> PathBuf {
    folder.path().join("exports")
}

/// The app over a full history; how many samples each of its numeric series has.
async fn over_a_month(folder: &TempDir, broker: &Mosquitto, size: Size) -> Result<(App, i64)> {
    let options = options(folder, size);
    let options = options.env("TILEWORK_EXPORT_DIR", &exports(folder).to_string_lossy());
    let app = App::start(options.clone()).await?;
    add_broker(&app, "Farm", broker.port()).await?;
    recorded::add_tiles(&app, "Farm").await?;
    app.click("button", "Climate history").await?;
    app.expect_text("No history yet").await?;
    app.click("button", "Close history").await?;
    for (topic, payload) in recorded::TOPICS {
        broker.publish(topic, payload.as_bytes(), true).await;
    }
    let spoke = "return window.__TAURI_INTERNALS__.invoke('plugin:tilework|history_overview')
        .then((it) => it.series.filter((series) => series.samples > 0).length)";
    app.wait_for("every topic to be recorded", PATIENCE, async || {
        Ok(app.script(spoke).await? == recorded::TOPICS.len())
    })
    .await?;
    app.stop().await?;
    let count = recorded::fill(&options.data_dir)?;
    Ok((App::start(options).await?, count))
}

/// What the picture's own marks say and where they stand: the time axis and both axes of values. Two ranges may have the same days.
async fn labels(app: &App) -> Result<String> {
    let labels = "return [...document.querySelectorAll('[role=dialog] .layer text')].map((it) => `${it.textContent}@${it.getAttribute('x')}`).join('|')";
    let labels = app.script(labels).await?;
    Ok(labels.as_str().context("no labels")?.to_owned())
}

async fn until_redrawn(app: &App, before: &str) -> Result<String> {
    let mut now = String::new();
    app.wait_for("a picture with other labels", PATIENCE, async || {
        let moved = app
            .script("return document.querySelector('[data-moved]') !== null")
            .await?;
        now = labels(app).await?;
        Ok(moved == false && now != before && !now.is_empty())
    })
    .await?;
    Ok(now)
}

/// How many groups of the picture have this attribute.
async fn until_groups(app: &App, attribute: &str, wanted: impl Fn(u64) -> bool) -> Result<()> {
    let count = format!(
        "return new Set([...document.querySelectorAll('[role=dialog] .layer [{attribute}]')].map((it) => it.getAttribute('{attribute}'))).size"
    );
    app.wait_for(&format!("groups with {attribute}"), PATIENCE, async || {
        Ok(app.script(&count).await?.as_u64().is_some_and(&wanted))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_panned_zoomed_read_and_taken_away() -> Result<()> {
    for size in [PHONE, DESKTOP] {
        let folder = tempfile::tempdir()?;
        let broker = mosquitto().await;
        let (app, count) = over_a_month(&folder, &broker, size).await?;
        app.click("button", "Climate history").await?;
        app.expect_text("Lowest").await?;
        app.click("button", "Last 7 days").await?;
        app.expect_text("Last 7 days").await?;
        until_groups(&app, "data-series", |groups| groups == 2).await?;

        // The crosshair says both values of its moment.
        app.point_at("slider", PLOT, 20).await?;
        app.wait_for("both values at the moment", PATIENCE, async || {
            let spoken = app
                .attr("slider", PLOT, "aria-valuetext")
                .await?
                .unwrap_or_default();
            Ok(spoken.contains("Air ")
                && spoken.contains("°C")
                && spoken.contains("Soil ")
                && spoken.contains('%'))
        })
        .await?;

        // The picture follows the hand at once, and is drawn anew for where it was left.
        let before = labels(&app).await?;
        app.script(FOLLOWS).await?;
        app.drag("slider", PLOT, 120.0).await?;
        app.wait_for("the picture to follow the hand", PATIENCE, async || {
            Ok(app.script("return window.__followed").await? == true)
        })
        .await?;
        app.release().await?;
        let panned = until_redrawn(&app, &before).await?;
        app.expect_attr("button", "Live", "aria-pressed", "false")
            .await?;

        app.wheel("slider", PLOT, -600.0).await?;
        let zoomed = until_redrawn(&app, &panned).await?;
        app.double_click("slider", PLOT).await?;
        until_redrawn(&app, &zoomed).await?;
        app.expect_attr("button", "Live", "aria-pressed", "true")
            .await?;
        app.expect_text("Last 7 days").await?;

        app.click("button", "Soil").await?;
        until_groups(&app, "data-series", |groups| groups == 1).await?;
        app.click("button", "Soil").await?;
        until_groups(&app, "data-series", |groups| groups == 2).await?;
        app.click("radio", "Day before").await?;
        until_groups(&app, "data-compare", |groups| groups > 0).await?;

        app.click("button", "Table").await?;
        app.expect_text("Each row is").await?;
        app.click("button", "Table").await?;

        app.click("button", "Export").await?;
        app.click("menuitem", "Save as PNG, dark").await?;
        app.expect_text("Saved").await?;
        app.click("button", "Export").await?;
        app.click("menuitem", "Save samples as CSV").await?;
        app.expect_text("values saved").await?;
        let files = files(&folder)?;
        let png = files
            .iter()
            .find(|file| file.extension().is_some_and(|it| it == "png"));
        assert_eq!(&std::fs::read(png.context("no PNG")?)?[1..4], b"PNG");
        let csv = files
            .iter()
            .find(|file| file.extension().is_some_and(|it| it == "csv"));
        let rows = std::fs::read_to_string(csv.context("no CSV")?)?
            .lines()
            .count();
        let week = usize::try_from(count)? / 30 * 7;
        assert!(
            (2 * week..2 * week + 10).contains(&rows),
            "{rows} rows, {week} a series"
        );

        app.click("button", "Close history").await?;
        app.gone("button", "Close history").await?;
        app.stop().await?;
    }
    Ok(())
}

fn files(folder: &TempDir) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(exports(folder))?;
    Ok(entries
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_and_a_switch_have_a_history_too_and_the_data_screen_says_what_is_kept()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let broker = mosquitto().await;
    let (app, _) = over_a_month(&folder, &broker, DESKTOP).await?;
    app.click("button", "Wind history").await?;
    app.expect_text("Lowest").await?;
    app.click("button", "Close history").await?;
    // A switch is pressed by a click; its history opens by a key.
    let pump = app.find("switch", "Pump").await?;
    pump.send_keys("h").await?;
    app.expect_text("changes").await?;
    app.click("button", "Close history").await?;

    app.click("link", "Settings").await?;
    app.click("button", "Recorded data").await?;
    app.expect_text("farm/air").await?;
    app.click("button", "Pause recording").await?;
    app.find("button", "Resume recording").await?;
    app.click("button", "Resume recording").await?;
    app.find("button", "Pause recording").await?;
    app.stop().await
}
