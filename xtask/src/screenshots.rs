//! Pictures of the real app, for looking at and for the README.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use tilework_driver::{App, AppOptions, DESKTOP, PHONE, Size};

use crate::{
    packages::For,
    run::{binary, build, live_dashboard},
    steps::{Steps, root},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// target/screenshots
    Local,
    /// And into docs/images those the README shows.
    Readme,
}

/// What the README shows, by file name without its end.
const README: &[&str] = &[
    "phone-dark-home",
    "phone-light-home",
    "desktop-dark-home",
    "desktop-light-home",
    "phone-dark-broker-form",
];

pub fn run(target: Target) -> Result<()> {
    let sizes = [("phone", PHONE), ("desktop", DESKTOP)];
    let themes = ["dark", "light"];
    let mut steps = Steps::of(3 + sizes.len() * themes.len());
    build(&mut steps, &[For::Build, For::Screen])?;
    let folder = root().join("target/screenshots");
    let runtime = tokio::runtime::Runtime::new()?;
    for (place, size) in sizes {
        for theme in themes {
            let name = format!("{place}-{theme}");
            steps.step(&name, || runtime.block_on(all(&folder, &name, size, theme)))?;
        }
    }
    if target == Target::Readme {
        let images = root().join("docs/images");
        fs::create_dir_all(&images)?;
        for name in README {
            let file = format!("{name}.png");
            fs::copy(folder.join(&file), images.join(&file))
                .with_context(|| format!("no picture {file}"))?;
        }
        println!("{}", images.display());
    }
    println!("{}", folder.display());
    Ok(())
}

async fn all(folder: &Path, name: &str, size: Size, theme: &str) -> Result<()> {
    let data = tempfile::tempdir()?;
    let options = |part: &str| {
        let mut options =
            AppOptions::new(binary(), data.path().join(part)).env("TILEWORK_SECRETS", "memory");
        options.size = size;
        // The app follows the system as long as nobody chose; GTK tells WebKit, which tells the page.
        options.env(
            "GTK_THEME",
            if theme == "dark" {
                "Adwaita:dark"
            } else {
                "Adwaita"
            },
        )
    };
    let path = |screen: &str| folder.join(format!("{name}-{screen}.png"));

    let app = App::start(options("empty")).await?;
    app.find("button", "Try the demo").await?;
    app.screenshot(&path("welcome")).await?;
    app.click("button", "Add broker").await?;
    app.find("field", "Host").await?;
    app.screenshot(&path("broker-form")).await?;
    // Port 1 of this machine: nothing listens there.
    for (field, text) in [("Name", "Farm"), ("Host", "127.0.0.1"), ("Port", "1")] {
        app.fill(field, text).await?;
    }
    app.click("button", "Test connection").await?;
    app.expect_text("Nothing listens on this port").await?;
    app.screenshot(&path("broker-refused")).await?;
    app.click("button", "Save").await?;
    app.find("button", "Edit dashboard").await?;
    app.expect_text("Nothing listens on this port").await?;
    app.screenshot(&path("home-broken-broker")).await?;
    app.click("button", "Edit dashboard").await?;
    app.click("button", "Add tile").await?;
    app.find("button", "Gauge").await?;
    app.screenshot(&path("picker")).await?;
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
    app.screenshot(&path("editor-problems")).await?;
    app.stop().await?;

    let app = App::start(options("demo").env("TILEWORK_DEMO", "1")).await?;
    live_dashboard(&app).await?;
    app.click("switch", "Irrigation pump").await?;
    // Lines want some samples before they are a picture.
    let begun = std::time::Instant::now();
    app.wait_for(
        "a minute of samples",
        std::time::Duration::from_secs(90),
        async || Ok(begun.elapsed().as_secs() >= 60),
    )
    .await?;
    app.screenshot(&path("home")).await?;
    app.click("button", "Edit dashboard").await?;
    app.find("button", "Add tile").await?;
    app.screenshot(&path("home-editing")).await?;
    app.click("button", "Edit Air temperature").await?;
    app.expect_text("temperature").await?;
    app.screenshot(&path("editor")).await?;
    app.click("button", "Close").await?;
    app.click("button", "Done").await?;
    app.click("link", "Settings").await?;
    app.gone("button", "Edit dashboard").await?;
    app.screenshot(&path("settings")).await?;
    app.stop().await
}
