//! Starting, sizing and ending the app.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde_json::Value;

use crate::{PATIENCE, display::Display, poll, process, session::Session, wait::within};

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

/// A running Tilework. Dropping it kills everything it started.
#[derive(Debug)]
pub struct App {
    pub(crate) session: Session,
    options: AppOptions,
}

impl App {
    /// Starts the app on a screen of its own and returns when its page is there, in the wanted size.
    pub async fn start(options: AppOptions) -> Result<Self> {
        let room = Size {
            width: options.size.width + 200,
            height: options.size.height + 200,
        };
        let display = Arc::new(Display::start(room).await?);
        let session = Session::start(&options, display).await?;
        let app = Self { session, options };
        poll("the page", PATIENCE, async || {
            Ok(app.script("return document.readyState === 'complete' && document.body.innerText.trim() !== ''").await?
                == Value::Bool(true))
        })
        .await?;
        app.resize(app.options.size).await?;
        Ok(app)
    }

    /// For what the helpers here do not cover.
    pub fn client(&self) -> &Client {
        &self.session.client
    }

    pub fn options(&self) -> &AppOptions {
        &self.options
    }

    /// The app's process, to read its memory from /proc. `None` once it ended.
    pub fn pid(&self) -> Option<u32> {
        self.session.app_pid(&self.options.binary)
    }

    /// Resident memory in KiB: of the app's own process, and of its web view's processes together.
    pub fn memory_kib(&self) -> Result<(u64, u64)> {
        let pid = self.pid().context("the app has ended already")?;
        let resident = |pid: u32| {
            // One that has just ended holds nothing.
            let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
            let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
            kib.unwrap_or(0)
        };
        let web_view = process::descendants(pid).into_iter().map(resident).sum();
        Ok((resident(pid), web_view))
    }

    /// All that was printed so far, by the app and by WebKitWebDriver.
    pub fn log(&self) -> Result<String> {
        Ok(String::from_utf8_lossy(&fs::read(&self.options.log)?).into_owned())
    }

    /// Gives the contents (not the frame) this size.
    pub async fn resize(&self, wanted: Size) -> Result<()> {
        poll(&format!("a viewport of {wanted:?}"), PATIENCE, async || {
            let inner = self.viewport().await?;
            if inner == wanted {
                return Ok(true);
            }
            let (width, height) = self.client().get_window_size().await?;
            let frame = |outer: u64, inner: u32| {
                u32::try_from(outer).unwrap_or(inner).saturating_sub(inner)
            };
            let (extra_width, extra_height) =
                (frame(width, inner.width), frame(height, inner.height));
            self.client()
                .set_window_rect(
                    0,
                    0,
                    wanted.width + extra_width,
                    wanted.height + extra_height,
                )
                .await?;
            Ok(self.viewport().await? == wanted)
        })
        .await
    }

    pub async fn viewport(&self) -> Result<Size> {
        let answer = self.script("return [innerWidth, innerHeight]").await?;
        let side = |index: usize| {
            answer
                .get(index)
                .and_then(Value::as_u64)
                .and_then(|side| u32::try_from(side).ok())
        };
        let (Some(width), Some(height)) = (side(0), side(1)) else {
            bail!("no viewport in {answer}")
        };
        Ok(Size { width, height })
    }

    /// Runs the body of a function in the page; arguments are not needed so far.
    pub async fn script(&self, body: &str) -> Result<Value> {
        Ok(self.client().execute(body, vec![]).await?)
    }

    /// Writes what the web view shows as PNG, when nothing moves any more; makes the folder.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        const MOVING: &str = "return document.getAnimations().some((animation) =>
            animation.playState === 'running' && animation.effect.getComputedTiming().iterations !== Infinity)";
        poll("the screen to come to rest", PATIENCE, async || {
            Ok(self.script(MOVING).await? == Value::Bool(false))
        })
        .await?;
        // WebKit's picture is the last frame it composed, not what the page is by now.
        let frames = "return new Promise((done) => { let left = 5;
            const next = () => (left-- > 0 ? requestAnimationFrame(next) : setTimeout(done, 100)); next(); })";
        self.script(frames).await?;
        // A window that was never shown gives no picture and no error.
        let shot = async { Ok(self.client().screenshot().await?) };
        let png = within("a screenshot (is the window shown?)", PATIENCE, shot).await?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, png).with_context(|| format!("cannot write {}", path.display()))
    }

    /// [`poll`] as a method: waits until `condition` is true.
    pub async fn wait_for(
        &self,
        what: &str,
        timeout: Duration,
        condition: impl AsyncFnMut() -> Result<bool>,
    ) -> Result<()> {
        let waited = poll(what, timeout, condition).await;
        let Err(error) = waited else { return Ok(()) };
        if self.pid().is_none() {
            return Err(error.context("the app has ended"));
        }
        let screen = self.text().await.unwrap_or_default();
        let screen: String = screen.chars().take(1_500).collect();
        Err(error.context(format!("the screen says:\n{screen}\n")))
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
