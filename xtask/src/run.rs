//! From a clone to the open app with one command.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result};
use tilework_driver::{App, AppOptions, Page};

use crate::{
    packages::{self, For},
    steps::{Steps, built, cargo, command, root, sh},
    ui,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// While there is no broker yet, straight into the running demo.
    Demo,
    /// At Welcome.
    Empty,
}

pub fn run(start: Start) -> Result<()> {
    let screen = has_screen();
    let mut steps = Steps::of(4);
    let needs: &[For] = if screen {
        &[For::Build]
    } else {
        &[For::Build, For::Screen]
    };
    build(&mut steps, needs)?;
    steps.step(if screen { "open" } else { "open under Xvfb" }, || {
        if screen { open(start) } else { picture(start) }
    })
}

/// Whether a window can be shown here.
pub fn has_screen() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The first three steps: packages, ui/dist, the app with ui/dist in it.
pub fn build(steps: &mut Steps, needs: &[For]) -> Result<()> {
    steps.step("system packages and packages of ui/", || {
        packages::ensure(needs)?;
        ui::ensure()
    })?;
    steps.step("build the screens", || sh(&mut ui::script("build")))?;
    steps.step("build the app (some minutes the first time)", || {
        sh(cargo().args([
            "build",
            "--locked",
            "--package",
            "tilework",
            "--features",
            "custom-protocol",
        ]))
    })
}

pub fn binary() -> std::path::PathBuf {
    built("tilework")
}

fn open(start: Start) -> Result<()> {
    let mut app = command(binary());
    if start == Start::Demo {
        app.env("TILEWORK_DEMO", "1");
    }
    sh(&mut app)
}

/// Where there is no display: shows that it runs by a picture of it.
fn picture(start: Start) -> Result<()> {
    println!(
        "      There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running under Xvfb, for a picture."
    );
    let folder = tempfile::tempdir().context("no temporary folder")?;
    let path = root().join("target/run.png");
    let mut options =
        AppOptions::new(binary(), folder.path().join("data")).env("TILEWORK_SECRETS", "memory");
    if start == Start::Demo {
        options = options.env("TILEWORK_DEMO", "1");
    }
    tokio::runtime::Runtime::new()?.block_on(take(options, start, &path))?;
    println!("      {}", path.display());
    Ok(())
}

async fn take(options: AppOptions, start: Start, path: &Path) -> Result<()> {
    let app = App::start(options).await?;
    match start {
        Start::Empty => _ = app.find("button", "Try the demo").await?,
        Start::Demo => live_dashboard(&app).await?,
    }
    app.screenshot(path).await?;
    app.stop().await
}

/// Waits until a switch of the demo's dashboard shows what its device said.
pub async fn live_dashboard(page: &Page) -> Result<()> {
    page.wait_for(
        "a switch with a state on the demo's dashboard",
        Duration::from_secs(60),
        async || {
            for switch in page.find_all("switch", None).await? {
                let known = matches!(
                    switch.attr("aria-checked").await?.as_deref(),
                    Some("true" | "false")
                );
                if known && switch.attr("aria-busy").await?.as_deref() != Some("true") {
                    return Ok(true);
                }
            }
            Ok(false)
        },
    )
    .await
}
