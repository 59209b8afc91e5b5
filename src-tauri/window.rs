//! The one window: made by us and not from the configuration, so that its web view keeps its files in the data folder
//! and goes nowhere but to our own page: what leads out the system opens.

use std::path::Path;

#[cfg(desktop)]
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Manager, Runtime, Url, WebviewWindow, WebviewWindowBuilder, webview::PageLoadEvent,
};

#[cfg(desktop)]
use tilework_engine::tasks::{Task, contained};

use crate::{clients::Clients, leaving};

/// The label that the capability names.
pub const MAIN: &str = "main";

/// A page that has not loaded by then is shown as far as it is: better an empty window than none.
#[cfg(desktop)]
const SHOW_AT_LAST: std::time::Duration = std::time::Duration::from_secs(3);

/// Opens the window. On a desktop it shows when its page has loaded, so that nobody sees it white.
///
/// # Errors
/// The system's web view cannot be made, or tauri.conf.json has no window `main`.
pub fn open<R: Runtime>(app: &AppHandle<R>, data_dir: &Path) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN);
    let config = config.ok_or(tauri::Error::WindowNotFound)?;
    let dev_url = app
        .config()
        .build
        .dev_url
        .clone()
        .filter(|_| tauri::is_dev());

    let leaving = app.clone();
    let builder = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(move |url| {
            let own = is_own_page(url, dev_url.as_ref());
            // On a phone a link comes this way, on a desktop as a new window.
            if !own {
                leaving::open(&leaving, url);
            }
            own
        })
        .on_page_load(|window, load| match load.event() {
            // The page before it, if there was one, is gone.
            PageLoadEvent::Started => window.state::<Clients>().end(window.label()),
            PageLoadEvent::Finished => show(&window),
        });
    #[cfg(desktop)]
    let leaving = app.clone();
    #[cfg(desktop)]
    let builder = builder
        .data_directory(data_dir.join("webview"))
        .on_new_window(move |url, _| {
            leaving::open(&leaving, &url);
            NewWindowResponse::Deny
        });
    #[cfg(mobile)]
    let _ = data_dir;

    let window = builder.build()?;
    #[cfg(desktop)]
    tauri::async_runtime::spawn(contained(Task::Window, async move {
        tokio::time::sleep(SHOW_AT_LAST).await;
        show(&window);
    }));
    #[cfg(mobile)]
    let _ = window;
    Ok(())
}

#[cfg(desktop)]
fn show<R: Runtime>(window: &WebviewWindow<R>) {
    if window.is_visible().unwrap_or(false) {
        return;
    }
    if let Err(error) = window.show() {
        tracing::error!(%error, "the window cannot be shown");
    }
}

/// A phone's app is its window.
#[cfg(mobile)]
fn show<R: Runtime>(_window: &WebviewWindow<R>) {}

/// Brings the window to the front.
#[cfg(desktop)]
pub fn focus<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let result = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = result {
        tracing::warn!(%error, "the window cannot be brought to the front");
    }
}

/// The embedded page has one address on Linux, macOS and iOS, and another on Windows and Android; what one platform calls its own page is a
/// server of this machine on the other.
const OWN_PAGE: (&[&str], &str) = if cfg!(any(windows, target_os = "android")) {
    (&["http", "https"], "tauri.localhost")
} else {
    (&["tauri"], "localhost")
};

fn is_own_page(url: &Url, dev_url: Option<&Url>) -> bool {
    is_page_of(OWN_PAGE, url) || dev_url.is_some_and(|dev| dev.origin() == url.origin())
}

/// A port is somebody else's.
fn is_page_of((schemes, host): (&[&str], &str), url: &Url) -> bool {
    schemes.contains(&url.scheme()) && url.host_str() == Some(host) && url.port().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, dev: Option<&str>, expected: bool) {
        let dev = dev.map(|dev| dev.parse().unwrap());
        assert_eq!(
            is_own_page(&url.parse().unwrap(), dev.as_ref()),
            expected,
            "{url} {dev:?}"
        );
    }

    #[test]
    fn the_web_view_goes_to_our_own_page_and_nowhere_else() {
        let (own, others) = ("tauri://localhost/", "http://tauri.localhost/index.html");
        let is_windows = cfg!(any(windows, target_os = "android"));
        check(own, None, !is_windows);
        check(others, None, is_windows);
        check("tauri://localhost:8080/", None, false);
        check("http://tauri.localhost:8080/", None, false);
        check("https://example.org/", None, false);
        check("https://tauri.localhost.example.org/", None, false);
        check("file:///etc/passwd", None, false);
        check("data:text/html,hello", None, false);
    }

    #[test]
    fn the_dev_server_counts_as_our_page_only_while_developing() {
        check(
            "http://localhost:5173/",
            Some("http://localhost:5173"),
            true,
        );
        check(
            "http://localhost:5174/",
            Some("http://localhost:5173"),
            false,
        );
        check("http://localhost:5173/", None, false);
    }
}
