//! The page of an app or of a browser, as a whole: its size, its pictures, waiting for it.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde_json::Value;

use crate::{PATIENCE, Size, poll, session::Session, wait::within};

/// What is on a screen, to be looked at and used by role and name. [`App`](crate::App) and [`Browser`](crate::Browser) are one each.
#[derive(Debug)]
pub struct Page {
    session: Session,
    /// The program whose page it is; a browser's page ends with the browser.
    app: Option<PathBuf>,
}

impl Page {
    pub(crate) fn of(session: Session, app: Option<PathBuf>) -> Self {
        Self { session, app }
    }

    /// The app's own process, while it lives.
    pub(crate) fn app_pid(&self) -> Option<u32> {
        self.session.app_pid(self.app.as_deref()?)
    }

    /// For what the helpers here do not cover.
    pub fn client(&self) -> &Client {
        &self.session.client
    }

    pub(crate) async fn until_loaded(&self) -> Result<()> {
        const LOADED: &str =
            "return document.readyState === 'complete' && document.body.innerText.trim() !== ''";
        poll("the page", PATIENCE, async || {
            Ok(self.script(LOADED).await? == Value::Bool(true))
        })
        .await
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
        if self.app.is_some() && self.app_pid().is_none() {
            return Err(error.context("the app has ended"));
        }
        let screen = self.text().await.unwrap_or_default();
        let screen: String = screen.chars().take(1_500).collect();
        Err(error.context(format!("the screen says:\n{screen}\n")))
    }
}
