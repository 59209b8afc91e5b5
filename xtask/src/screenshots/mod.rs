//! Pictures of the screens in a headless browser, the real engine behind them: for looking at and for the README.

mod brokers;
mod demo;
mod first_steps;
mod history;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use tilework_driver::{Browser, BrowserOptions, DESKTOP, PHONE, Page, Size, WebHost, WebOptions};

use crate::{
    packages::For,
    steps::{Steps, root},
    web::{binary, build},
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

/// The narrowest that is supported, a phone, a tablet, a desktop.
const SIZES: [(&str, Size); 4] = [
    (
        "narrow",
        Size {
            width: 320,
            height: 640,
        },
    ),
    ("phone", PHONE),
    (
        "tablet",
        Size {
            width: 820,
            height: 1180,
        },
    ),
    ("desktop", DESKTOP),
];

const PARTS: [&str; 4] = ["first-steps", "brokers", "history", "demo"];

/// `only`: one of the parts.
pub fn run(target: Target, only: Option<&str>) -> Result<()> {
    if let Some(only) = only.filter(|only| !PARTS.contains(only)) {
        bail!("no part {only}: there are {}", PARTS.join(", "));
    }
    let parts = PARTS
        .into_iter()
        .filter(|part| only.is_none_or(|only| only == *part));
    let mut steps = Steps::of(3 + parts.clone().count());
    build(&mut steps, &[For::Build, For::Browser, For::Test])?;
    let folder = root().join("target/screenshots");
    let shots = Shots::into(&folder)?;
    let runtime = tokio::runtime::Runtime::new()?;
    for part in parts {
        steps.step(part, || {
            runtime.block_on(async {
                match part {
                    "first-steps" => first_steps::take(&shots).await,
                    "brokers" => brokers::take(&shots).await,
                    "history" => history::take(&shots).await,
                    _ => demo::take(&shots).await,
                }
            })
        })?;
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
#[derive(Debug, Clone)]
struct Look {
    /// `phone-dark`
    name: String,
    options: BrowserOptions,
}

/// Where the pictures go, and all the looks that each screen is shown in.
#[derive(Debug)]
struct Shots {
    folder: PathBuf,
    looks: Vec<Look>,
    data: TempDir,
}

impl Shots {
    fn into(folder: &Path) -> Result<Self> {
        let looks = SIZES.into_iter().flat_map(|(place, size)| {
            [(true, "dark"), (false, "light")].map(|(dark, theme)| Look {
                name: format!("{place}-{theme}"),
                options: BrowserOptions { size, dark },
            })
        });
        Ok(Self {
            folder: folder.to_owned(),
            looks: looks.collect(),
            data: tempfile::tempdir()?,
        })
    }

    /// A web host whose data folder nobody used before, if `name` is new.
    fn host(&self, name: &str) -> WebOptions {
        WebOptions {
            binary: binary(),
            ui: root().join("ui/dist"),
            data_dir: self.data.path().join(name),
            env: vec![],
        }
        .env("TILEWORK_SECRETS", "memory")
    }

    async fn browser(&self, host: &mut WebHost, look: &Look) -> Result<Browser> {
        Browser::open(&host.invitation().await?, look.options).await
    }

    async fn take(&self, page: &Page, look: &Look, screen: &str) -> Result<()> {
        let file = format!("{}-{screen}.png", look.name);
        page.screenshot(&self.folder.join(file)).await
    }
}
