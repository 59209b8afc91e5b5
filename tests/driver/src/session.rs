//! One WebDriver with one session in it, and below it the app or a browser.

use std::{fs::File, net::TcpListener, path::Path, process::Stdio, sync::Arc, time::Duration};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    net::TcpStream,
    process::{Child, Command},
};

use crate::{AppOptions, BrowserOptions, PATIENCE, display::Display, poll, process};

/// Kills the driver, the app and all below when dropped.
#[derive(Debug)]
pub struct Session {
    pub client: Client,
    driver: Child,
    /// Last, so that what lies on it is gone before.
    _ground: Ground,
}

/// What has to stay as long as the session.
#[derive(Debug)]
pub enum Ground {
    Display { _server: Arc<Display> },
    Profile { _folder: TempDir },
}

impl Session {
    pub async fn of_app(options: &AppOptions, display: Arc<Display>) -> Result<Self> {
        let port = free_port()?;
        // The single-instance plugin needs a session bus; a machine without a desktop has none.
        let mut command = if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() {
            Command::new("WebKitWebDriver")
        } else {
            let mut command = Command::new("dbus-run-session");
            command.args(["--", "WebKitWebDriver"]);
            command
        };
        command
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("DISPLAY", &display.name)
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // The app's own choice for a desktop with a broken driver is 1, with which WebKitGTK 2.50 never answers a screenshot.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .env("TILEWORK_DATA_DIR", &options.data_dir)
            .envs(options.env.iter().map(|(name, value)| (name, value)));
        let binary = options
            .binary
            .canonicalize()
            .with_context(|| format!("{} is not built", options.binary.display()))?;
        let wanted =
            json!({ "webkitgtk:browserOptions": { "binary": binary, "args": options.args } });
        let driver = "WebKitWebDriver (Debian package webkit2gtk-driver)";
        let ground = Ground::Display { _server: display };
        Self::start(command, driver, port, wanted, &options.log, ground).await
    }

    pub async fn of_browser(options: &BrowserOptions) -> Result<Self> {
        let port = free_port()?;
        let profile = tempfile::tempdir()?;
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}"));
        let mut args = vec![
            "--headless=new".to_owned(),
            "--disable-gpu".to_owned(),
            "--hide-scrollbars".to_owned(),
            format!("--user-data-dir={}", profile.path().display()),
            // 0 is dark (blink's mojom::PreferredColorScheme).
            format!(
                "--blink-settings=preferredColorScheme={}",
                u8::from(!options.dark)
            ),
        ];
        if process::as_root() {
            // Chromium's sandbox refuses root, which is who containers run as; the page is our own.
            args.push("--no-sandbox".to_owned());
        }
        let size = json!({
            "width": options.size.width, "height": options.size.height, "pixelRatio": 1, "touch": false, "mobile": false,
        });
        let wanted = json!({ "goog:chromeOptions": { "args": args, "mobileEmulation": { "deviceMetrics": size } } });
        let log = profile.path().join("driver.log");
        let driver = "chromedriver (Debian packages chromium and chromium-driver)";
        let ground = Ground::Profile { _folder: profile };
        Self::start(command, driver, port, wanted, &log, ground).await
    }

    async fn start(
        mut command: Command,
        name: &str,
        port: u16,
        wanted: Value,
        log: &Path,
        ground: Ground,
    ) -> Result<Self> {
        let said = File::create(log).with_context(|| format!("no log at {}", log.display()))?;
        let mut driver = command
            .stdin(Stdio::null())
            .stdout(said.try_clone()?)
            .stderr(said)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("it does not start: {name}"))?;
        poll("the driver to listen", PATIENCE, async || {
            if let Some(status) = driver.try_wait()? {
                bail!("it ended with {status}: {name}");
            }
            Ok(TcpStream::connect(("127.0.0.1", port)).await.is_ok())
        })
        .await?;
        match open(port, wanted).await {
            Ok(client) => Ok(Self {
                client,
                driver,
                _ground: ground,
            }),
            Err(error) => {
                end(&driver);
                let said = std::fs::read_to_string(log).unwrap_or_default();
                Err(error.context(format!("nothing opens; the driver said:\n{said}")))
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

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

async fn open(port: u16, wanted: Value) -> Result<Client> {
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
