//! Links that open the app: `tilework://broker?…`, `tilework://add#…`, `mqtt://…`, `mqtts://…`. On Linux and Windows they are arguments of the program, also
//! of a second start; on macOS and on phones the system tells.
//!
//! A link may hold a password: from here it goes to the engine as a secret, and nowhere else. The engine makes a form of it or looks
//! at it, never a connection.

use tauri::{AppHandle, Manager, Runtime};
use tilework_core::secret::Secret;
use tilework_engine::tasks::{Task, contained};
use tilework_host::log::LevelFilter;

use crate::opening::Opening;

/// Two crates of the shell that write out a link which they do not understand.
pub const QUIETER: &[(&str, LevelFilter)] = &[
    ("tauri_plugin_deep_link", LevelFilter::ERROR),
    ("tao::platform_impl::platform::ndk_glue", LevelFilter::OFF),
];

const SCHEMES: [&str; 3] = ["tilework://", "mqtt://", "mqtts://"];
/// Bytes. More than any form can hold, its certificates included.
const LONGEST: usize = 64 * 1024;

/// The first link among the arguments of a program.
pub fn among(args: impl IntoIterator<Item = String>) -> Option<Secret> {
    args.into_iter().find_map(link)
}

/// Gives a link to the engine, as soon as there is one.
pub fn offer<R: Runtime>(app: &AppHandle<R>, link: Secret) {
    let app = app.clone();
    tauri::async_runtime::spawn(contained(Task::Window, async move {
        if let Ok(engine) = app.state::<Opening>().engine().await {
            engine.offer_link(link);
        }
    }));
}

/// The link that this process was started with.
#[cfg(desktop)]
pub fn offer_the_first<R: Runtime>(app: &AppHandle<R>) {
    let args = std::env::args_os().filter_map(|arg| arg.into_string().ok());
    if let Some(link) = among(args) {
        offer(app, link);
    }
}

/// Makes this program the one that opens `tilework:` links, where no installer did. `mqtt:` and `mqtts:` are for installers only:
/// they may be another app's, and then the person chooses.
#[cfg(any(target_os = "linux", windows))]
pub fn register<R: Runtime>(app: &AppHandle<R>) {
    use tauri_plugin_deep_link::DeepLinkExt as _;
    use tilework_engine::tasks::blocking;

    const OURS: &str = "tilework";
    if brings_its_own_entry(app) || tauri::is_dev() {
        return;
    }
    let app = app.clone();
    // It waits for other programs.
    tauri::async_runtime::spawn(blocking(Task::Window, move || {
        let links = app.deep_link();
        if cfg!(windows) && links.is_registered(OURS).unwrap_or(false) {
            return;
        }
        if let Err(error) = links.register(OURS) {
            tracing::warn!(%error, "tilework links will not open this app");
        }
    }));
}

/// A Linux package comes with a desktop entry; an AppImage has to make one.
#[cfg(target_os = "linux")]
fn brings_its_own_entry<R: Runtime>(app: &AppHandle<R>) -> bool {
    app.env().appimage.is_none()
}

/// A program that was only copied has nothing.
#[cfg(windows)]
fn brings_its_own_entry<R: Runtime>(_app: &AppHandle<R>) -> bool {
    false
}

fn link(text: String) -> Option<Secret> {
    let begins_with = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (text.len() <= LONGEST && SCHEMES.into_iter().any(begins_with)).then(|| Secret::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(args: &[&str], expected: Option<&str>) {
        let found = among(args.iter().map(|&arg| arg.to_owned()));
        assert_eq!(found.as_ref().map(Secret::expose), expected, "{args:.80?}");
    }

    #[test]
    fn a_link_is_found_among_other_arguments() {
        let link = "tilework://broker?host=example.org";
        check(&["/usr/bin/tilework", link], Some(link));
        check(&["tilework", "--flag", "file.txt", link], Some(link));
        for link in [
            "mqtt://u:p@h",
            "mqtts://h:8883",
            "MQTTS://H",
            "Tilework://broker?",
            "tilework://add#jVLBbtsw",
        ] {
            check(&["tilework", link], Some(link));
        }
    }

    #[test]
    fn nothing_else_is_a_link() {
        check(&[], None);
        for other in [
            "",
            "tilework",
            "/home/me/tilework://broker",
            " tilework://broker",
            "https://example.org/mqtt://h",
            "ws://h",
            "mqtt:h",
            "--tilework://broker",
            "mqtts:/",
            "mqtt:/\u{e9}/",
        ] {
            check(&["tilework", other], None);
        }
    }

    #[test]
    fn a_link_has_at_most_64_kib() {
        let most = format!("tilework://{}", "x".repeat(LONGEST - "tilework://".len()));
        check(&[&most], Some(&most));
        check(&[&format!("{most}x")], None);
    }

    #[test]
    fn no_crate_of_the_shell_writes_a_link_into_the_log() {
        use tracing::Level;

        let log = tilework_host::log::ceiling(QUIETER);
        for (target, level, expected) in [
            ("tao", Level::ERROR, true),
            ("tauri_plugin_deep_link", Level::WARN, false),
            (
                "tao::platform_impl::platform::ndk_glue",
                Level::ERROR,
                false,
            ),
        ] {
            assert_eq!(log.would_enable(target, &level), expected, "{target}");
        }
    }

    #[test]
    fn the_installers_register_every_scheme_that_counts_here() {
        let context = crate::context::<tauri::Wry>();
        let schemes = &context.config().plugins.0["deep-link"]["desktop"]["schemes"];
        let ours: Vec<_> = SCHEMES
            .iter()
            .map(|scheme| scheme.trim_end_matches("://"))
            .collect();
        assert_eq!(schemes, &serde_json::json!(ours));
    }

    #[test]
    fn the_desktop_entry_of_each_linux_package_hands_the_link_to_the_program() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(root.join("tauri.conf.json")).unwrap();
        let config: serde_json::Value = serde_json::from_str(&text).unwrap();
        for package in ["deb", "rpm"] {
            let entry = config["bundle"]["linux"][package]["desktopTemplate"].as_str();
            let entry = std::fs::read_to_string(root.join(entry.unwrap())).unwrap();
            let has = |wanted: &str| entry.lines().any(|line| line == wanted);
            assert!(has("Exec={{exec}} %u"), "{package}: {entry}");
            assert!(has("MimeType={{mime_type}}"), "{package}: {entry}");
        }
    }
}
