//! The web host as a program of its own, with a data folder of its own.

use std::{path::PathBuf, process::Stdio};

use anyhow::{Context, Result};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::{PATIENCE, process, wait::within};

#[derive(Debug, Clone)]
pub struct WebOptions {
    /// tilework-web.
    pub binary: PathBuf,
    /// The built UI.
    pub ui: PathBuf,
    /// Becomes `TILEWORK_DATA_DIR`. The caller makes and removes it.
    pub data_dir: PathBuf,
    /// More environment, for example `TILEWORK_SECRETS=memory`.
    pub env: Vec<(String, String)>,
}

impl WebOptions {
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A running web host. Dropping it kills it.
#[derive(Debug)]
pub struct WebHost {
    program: Child,
    asks: ChildStdin,
    says: Lines<BufReader<ChildStdout>>,
    first: Option<String>,
}

impl WebHost {
    /// Starts it and returns when it serves.
    ///
    /// # Errors
    /// It is not built, or does not start.
    pub async fn start(options: &WebOptions) -> Result<Self> {
        let mut program = Command::new(&options.binary)
            .arg("--ui")
            .arg(&options.ui)
            .env("TILEWORK_DATA_DIR", &options.data_dir)
            .envs(options.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} does not start", options.binary.display()))?;
        let asks = program.stdin.take().context("no standard input")?;
        let says = program.stdout.take().context("no standard output")?;
        let mut host = Self {
            program,
            asks,
            says: BufReader::new(says).lines(),
            first: None,
        };
        host.first = Some(host.line().await?);
        Ok(host)
    }

    /// An address that lets one browser in, once.
    ///
    /// # Errors
    /// It has ended.
    pub async fn invitation(&mut self) -> Result<String> {
        match self.first.take() {
            Some(address) => Ok(address),
            None => {
                self.asks.write_all(b"\n").await?;
                self.line().await
            }
        }
    }

    /// Asks it to end, as a terminal would, and waits until it has.
    ///
    /// # Errors
    /// It does not end.
    pub async fn stop(mut self) -> Result<()> {
        if let Some(pid) = self.program.id() {
            process::terminate(pid);
        }
        within("the web host's end", PATIENCE, async {
            self.program.wait().await?;
            Ok(())
        })
        .await
    }

    async fn line(&mut self) -> Result<String> {
        let line = async {
            self.says
                .next_line()
                .await?
                .context("the web host has ended")
        };
        within("the web host's address", PATIENCE, line).await
    }
}
