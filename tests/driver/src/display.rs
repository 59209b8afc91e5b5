//! An X server without a screen, one for each app.

use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::{PATIENCE, Size};

/// Ends its Xvfb when dropped.
#[derive(Debug)]
pub struct Display {
    _server: Child,
    /// As in `DISPLAY`, for example `:99`.
    pub name: String,
}

impl Display {
    /// Starts an X server with a screen of `size` pixels, on the first free number (Xvfb chooses it: `-displayfd`).
    pub async fn start(size: Size) -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0"])
            .arg(format!("{}x{}x24", size.width, size.height))
            .args(["-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("Xvfb does not start (Debian package xvfb)")?;
        let stdout = server.stdout.take().context("Xvfb has no output")?;
        let mut number = String::new();
        timeout(PATIENCE, BufReader::new(stdout).read_line(&mut number))
            .await
            .context("Xvfb does not come up")??;
        if number.trim().is_empty() {
            bail!("Xvfb ended instead of opening a display");
        }
        Ok(Self {
            _server: server,
            name: format!(":{}", number.trim()),
        })
    }
}
