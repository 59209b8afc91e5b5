//! Addresses that lead out of the app: a tile's link is opened by the system's browser, mail program or telephone, never by the window.

use tauri::{AppHandle, Runtime, Url};
use tauri_plugin_opener::OpenerExt as _;
use tilework_engine::tasks::{Task, blocking};

/// What a link may be. Everything else (files, programs' own schemes) leads nowhere.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Has the system open it; what is no link is not opened at all.
pub fn open<R: Runtime>(app: &AppHandle<R>, url: &Url) {
    if !leads_out(url) {
        return;
    }
    let (app, url) = (app.clone(), url.clone());
    // It starts other programs.
    tauri::async_runtime::spawn(blocking(Task::Window, move || {
        if let Err(error) = app.opener().open_url(url.as_str(), None::<&str>) {
            tracing::warn!(%error, "the system opens no link");
        }
    }));
}

fn leads_out(url: &Url) -> bool {
    SCHEMES.contains(&url.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_lead_out() {
        for (url, expected) in [
            ("https://example.org/a?b#c", true),
            ("http://192.168.1.7/", true),
            ("mailto:anna@example.org", true),
            ("tel:+49171555", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("data:text/html,hello", false),
            ("mqtt://broker", false),
            ("ms-settings:privacy", false),
            ("about:blank", false),
        ] {
            assert_eq!(leads_out(&url.parse().unwrap()), expected, "{url}");
        }
    }
}
