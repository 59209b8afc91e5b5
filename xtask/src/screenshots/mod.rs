//! Pictures of the real app, for looking at and for the README.

mod brokers;
mod demo;
mod first_steps;
mod history;

use std::{fs, path::Path};

use anyhow::{Context, Result};
use tempfile::TempDir;
use tilework_driver::{App, AppOptions, DESKTOP, PHONE, Size};

use crate::{
    packages::For,
    run::{binary, build},
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
    "desktop-dark-history-compared",
    "phone-dark-broker-form",
];

/// `only`: one of the parts below.
pub fn run(target: Target, only: Option<&str>) -> Result<()> {
    let sizes = [("phone", PHONE), ("desktop", DESKTOP)];
    let themes = ["dark", "light"];
    let mut steps = Steps::of(3 + sizes.len() * themes.len());
    build(&mut steps, &[For::Build, For::Screen, For::Test])?;
    let folder = root().join("target/screenshots");
    let runtime = tokio::runtime::Runtime::new()?;
    for (place, size) in sizes {
        for theme in themes {
            let name = format!("{place}-{theme}");
            steps.step(&name, || {
                runtime.block_on(all(&folder, &name, size, theme, only))
            })?;
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

/// One size in one theme.
#[derive(Debug)]
struct Shots<'a> {
    folder: &'a Path,
    name: &'a str,
    size: Size,
    theme: &'a str,
    data: TempDir,
}

impl Shots<'_> {
    fn options(&self, part: &str) -> AppOptions {
        let mut options = AppOptions::new(binary(), self.data.path().join(part))
            .env("TILEWORK_SECRETS", "memory");
        options.size = self.size;
        // The app follows the system as long as nobody chose; GTK tells WebKit, which tells the page.
        let theme = if self.theme == "dark" {
            "Adwaita:dark"
        } else {
            "Adwaita"
        };
        options.env("GTK_THEME", theme)
    }

    async fn take(&self, app: &App, screen: &str) -> Result<()> {
        let file = format!("{}-{screen}.png", self.name);
        app.screenshot(&self.folder.join(file)).await
    }
}

async fn all(folder: &Path, name: &str, size: Size, theme: &str, only: Option<&str>) -> Result<()> {
    let shots = Shots {
        folder,
        name,
        size,
        theme,
        data: tempfile::tempdir()?,
    };
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    if wanted("first-steps") {
        first_steps::take(&shots).await?;
    }
    if wanted("brokers") {
        brokers::take(&shots).await?;
    }
    if wanted("history") {
        history::take(&shots).await?;
    }
    if wanted("demo") {
        demo::take(&shots).await?;
    }
    Ok(())
}
