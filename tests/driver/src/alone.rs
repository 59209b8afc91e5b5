//! The app as a person has it, with nobody driving it: what automation remembers of each answer is not measured with it.

use std::{fs::File, process::Stdio};

use anyhow::{Context as _, Result};
use tokio::process::{Child, Command};

use crate::{AppOptions, PATIENCE, Size, display::Display, poll, process};

/// A running Tilework. Dropping it kills everything it started.
#[derive(Debug)]
pub struct Alone {
    app: Child,
    _display: Display,
}

impl Alone {
    /// Starts the app on a screen of its own; returns when its window's process is there.
    pub async fn start(options: &AppOptions) -> Result<Self> {
        let Size { width, height } = options.size;
        let display = Display::start(Size {
            width: width + 200,
            height: height + 200,
        })
        .await?;
        let log = File::create(&options.log)?;
        let app = Command::new(&options.binary)
            .args(&options.args)
            .env("DISPLAY", &display.name)
            .env("GDK_BACKEND", "x11")
            .env("TILEWORK_DATA_DIR", &options.data_dir)
            .envs(options.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .context("the app does not start")?;
        let alone = Self {
            app,
            _display: display,
        };
        poll("the app's window", PATIENCE, async || {
            Ok(!process::descendants(alone.pid()?).is_empty())
        })
        .await?;
        Ok(alone)
    }

    /// # Errors
    /// It has ended.
    pub fn pid(&self) -> Result<u32> {
        self.app.id().context("the app has ended")
    }

    /// As [`App::memory_kib`](crate::App::memory_kib).
    ///
    /// # Errors
    /// It has ended.
    pub fn memory_kib(&self) -> Result<(u64, u64)> {
        Ok(process::memory_kib(self.pid()?))
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        if let Ok(pid) = self.pid() {
            let mut all = process::descendants(pid);
            all.push(pid);
            process::kill(&all);
        }
    }
}
