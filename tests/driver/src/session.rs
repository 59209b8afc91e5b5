//! One WebKitWebDriver with one session in it, and below it the app.

use std::{fs::File, net::TcpListener, path::Path, process::Stdio, sync::Arc, time::Duration};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
};

use crate::{AppOptions, PATIENCE, display::Display, poll, process};

/// Kills the driver, the app and all below when dropped.
#[derive(Debug)]
pub struct Session {
    pub client: Client,
    driver: Child,
    /// Last, so that the app is gone before its screen.
    _display: Arc<Display>,
}

impl Session {
    pub async fn start(options: &AppOptions, display: Arc<Display>) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let log = File::create(&options.log)
            .with_context(|| format!("no log at {}", options.log.display()))?;
        // The single-instance plugin needs a session bus; a machine without a desktop has none.
        let mut command = if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() {
            Command::new("WebKitWebDriver")
        } else {
            let mut command = Command::new("dbus-run-session");
            command.args(["--", "WebKitWebDriver"]);
            command
        };
        let mut driver = command
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("DISPLAY", &display.name)
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // The app's own choice for a desktop with a broken driver is 1, with which WebKitGTK 2.50 never answers a screenshot.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .env("TILEWORK_DATA_DIR", &options.data_dir)
            .envs(options.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .context("WebKitWebDriver does not start (Debian package webkit2gtk-driver)")?;
        poll("WebKitWebDriver to listen", PATIENCE, async || {
            if let Some(status) = driver.try_wait()? {
                bail!("WebKitWebDriver ended with {status}");
            }
            Ok(TcpStream::connect(("127.0.0.1", port)).await.is_ok())
        })
        .await?;
        let opened = open(port, &options.binary, &options.args).await;
        match opened {
            Ok(client) => Ok(Self {
                client,
                driver,
                _display: display,
            }),
            Err(error) => {
                end(&driver);
                let said = std::fs::read_to_string(&options.log).unwrap_or_default();
                Err(error.context(format!("the app does not open; it said:\n{said}")))
            }
        }
    }

    /// The app's own process, while it lives.
    pub fn app_pid(&self, binary: &Path) -> Option<u32> {
        let driver = self.driver.id()?;
        process::descendants(driver)
            .into_iter()
            .find(|&pid| process::runs(pid, binary) && process::alive(pid))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        end(&self.driver);
    }
}

fn end(driver: &Child) {
    if let Some(pid) = driver.id() {
        process::kill(&process::descendants(pid));
    }
}

async fn open(port: u16, binary: &Path, args: &[String]) -> Result<Client> {
    let binary = binary
        .canonicalize()
        .with_context(|| format!("{} is not built", binary.display()))?;
    let wanted = json!({ "webkitgtk:browserOptions": { "binary": binary, "args": args } });
    let Value::Object(wanted) = wanted else {
        bail!("capabilities are an object")
    };
    let url = format!("http://127.0.0.1:{port}");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(Capabilities::from_iter(wanted));
    let client = tokio::time::timeout(Duration::from_secs(60), builder.connect(&url))
        .await
        .context("no session within a minute")??;
    Ok(client)
}
