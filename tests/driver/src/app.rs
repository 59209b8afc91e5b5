//! Starting, sizing and ending the app.

use std::{fs, ops::Deref, path::PathBuf, sync::Arc};

use anyhow::{Context, Result};

use crate::{PATIENCE, Page, display::Display, poll, process, session::Session};

/// Pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

pub const PHONE: Size = Size {
    width: 390,
    height: 844,
};
pub const DESKTOP: Size = Size {
    width: 1280,
    height: 800,
};

#[derive(Debug, Clone)]
pub struct AppOptions {
    /// The app with ui/dist embedded (`cargo build --features custom-protocol`).
    pub binary: PathBuf,
    /// Its command line: a link, for example.
    pub args: Vec<String>,
    /// Becomes `TILEWORK_DATA_DIR`. The caller makes and removes it.
    pub data_dir: PathBuf,
    /// More environment for the app, for example `TILEWORK_SECRETS=memory`. Wins over what the driver sets.
    pub env: Vec<(String, String)>,
    /// Of the web view's contents, exactly.
    pub size: Size,
    /// What the app and WebKitWebDriver print. By default next to `data_dir`, with `.log` added, so that a search through the
    /// folder does not read it.
    pub log: PathBuf,
}

impl AppOptions {
    /// Desktop size, no more environment.
    pub fn new(binary: impl Into<PathBuf>, data_dir: impl Into<PathBuf>) -> Self {
        let data_dir = data_dir.into();
        let mut log = data_dir.clone().into_os_string();
        log.push(".log");
        Self {
            binary: binary.into(),
            args: vec![],
            data_dir,
            env: vec![],
            size: DESKTOP,
            log: log.into(),
        }
    }

    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A running Tilework, and its [`Page`]. Dropping it kills everything it started.
#[derive(Debug)]
pub struct App {
    page: Page,
    options: AppOptions,
}

impl Deref for App {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl App {
    /// Starts the app on a screen of its own and returns when its page is there, in the wanted size.
    pub async fn start(options: AppOptions) -> Result<Self> {
        let room = Size {
            width: options.size.width + 200,
            height: options.size.height + 200,
        };
        let display = Arc::new(Display::start(room).await?);
        let session = Session::of_app(&options, display).await?;
        let page = Page::of(session, Some(options.binary.clone()));
        page.until_loaded().await?;
        page.resize(options.size).await?;
        Ok(Self { page, options })
    }

    pub fn options(&self) -> &AppOptions {
        &self.options
    }

    /// The app's process, to read its memory from /proc. `None` once it ended.
    pub fn pid(&self) -> Option<u32> {
        self.page.app_pid()
    }

    /// Resident memory in KiB: of the app's own process, and of its web view's processes together.
    pub fn memory_kib(&self) -> Result<(u64, u64)> {
        let pid = self.pid().context("the app has ended already")?;
        Ok(process::memory_kib(pid))
    }

    /// All that was printed so far, by the app and by WebKitWebDriver.
    pub fn log(&self) -> Result<String> {
        Ok(String::from_utf8_lossy(&fs::read(&self.options.log)?).into_owned())
    }

    /// SIGKILL to the app itself, at this instant; the data folder stays as it lies. Returns when the process is gone.
    pub async fn kill(self) -> Result<()> {
        let pid = self.pid().context("the app has ended already")?;
        process::kill(&[pid]);
        poll("the app's end", PATIENCE, async || Ok(!process::alive(pid))).await
    }

    /// Ends the session, which closes the window as a person would, and waits until the app is gone.
    pub async fn stop(self) -> Result<()> {
        let pid = self.pid();
        // A clone: the session's own Drop stays in force for what does not end by itself.
        self.client().clone().close().await?;
        poll("the app's end", PATIENCE, async || {
            Ok(!pid.is_some_and(process::alive))
        })
        .await
    }
}
