//! A Tauri command for each row of the table of requests; JavaScript calls them as
//! `plugin:tilework|<name>` with the arguments' names in camelCase, and a stream's channel as `channel`.
//!
//! Deliberately not here: anything but handing on to the window's client. What a request does is the engine's.

use tauri::{
    Runtime, State, WebviewWindow,
    ipc::{Channel, Response},
    plugin::{Builder, TauriPlugin},
};
use tilework_engine::{api::*, with_requests};

use crate::{clients::Clients, opening::Opening};

/// The name under which the capabilities grant the requests; build.rs declares it too.
const PLUGIN: &str = "tilework";

macro_rules! define_commands {
    ($($room:ident { $($(#[$doc:meta])* $who:ident $kind:ident $name:ident ($($arg:ident: $ty:ty),*) $(of [$item:ty])? $(-> $result:ty)?;)* })*) => {
        $($(define_command! { $(#[$doc])* $kind $name ($($arg: $ty),*) $(of [$item])? $(-> $result)? })*)*

        /// All requests of the table.
        pub fn plugin<R: Runtime>() -> TauriPlugin<R> {
            Builder::new(PLUGIN).invoke_handler(tauri::generate_handler![$($($name),*),*]).build()
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$($(stringify!($name)),*),*];
    };
}

macro_rules! define_command {
    ($(#[$doc:meta])* call $name:ident ($($arg:ident: $ty:ty),*) -> $result:ty) => {
        $(#[$doc])*
        #[tauri::command]
        async fn $name<R: Runtime>(window: WebviewWindow<R>, opening: State<'_, Opening>, clients: State<'_, Clients>, $($arg: $ty),*) -> Result<$result, AppError> {
            clients.of(opening.engine().await?, window.label()).$name($($arg),*).await
        }
    };
    ($(#[$doc:meta])* bytes $name:ident ($($arg:ident: $ty:ty),*)) => {
        $(#[$doc])*
        #[tauri::command]
        async fn $name<R: Runtime>(window: WebviewWindow<R>, opening: State<'_, Opening>, clients: State<'_, Clients>, $($arg: $ty),*) -> Result<Response, AppError> {
            clients.of(opening.engine().await?, window.label()).$name($($arg),*).await.map(Response::new)
        }
    };
    ($(#[$doc:meta])* stream $name:ident ($($arg:ident: $ty:ty),*) of [$item:ty] -> $result:ty) => {
        $(#[$doc])*
        #[tauri::command]
        async fn $name<R: Runtime>(window: WebviewWindow<R>, opening: State<'_, Opening>, clients: State<'_, Clients>, channel: Channel<$item>, $($arg: $ty),*) -> Result<$result, AppError> {
            clients.of(opening.engine().await?, window.label()).$name(Box::new(move |item| channel.send(item).is_ok()), $($arg),*).await
        }
    };
}

with_requests!(define_commands);

#[cfg(test)]
mod tests {
    use tauri::ipc::Origin;

    use super::*;

    fn is_granted(command: &str, window: &str, origin: &Origin) -> bool {
        let mut context = crate::context::<tauri::Wry>();
        context
            .runtime_authority_mut()
            .resolve_access(command, window, window, origin)
            .is_some()
    }

    fn foreign() -> Origin {
        Origin::Remote {
            url: "https://example.org/".parse().unwrap(),
        }
    }

    #[test]
    fn the_main_window_may_make_every_request_of_the_table() {
        for name in NAMES {
            assert!(
                is_granted(&format!("plugin:{PLUGIN}|{name}"), "main", &Origin::Local),
                "{name}"
            );
        }
    }

    #[test]
    fn no_other_window_and_no_foreign_page_may_make_a_request() {
        for name in NAMES {
            let command = format!("plugin:{PLUGIN}|{name}");
            assert!(!is_granted(&command, "other", &Origin::Local), "{name}");
            assert!(!is_granted(&command, "main", &foreign()), "{name}");
        }
    }

    #[test]
    fn the_main_window_may_call_nothing_of_tauri_and_its_plugins() {
        for command in [
            "plugin:event|emit",
            "plugin:event|listen",
            "plugin:window|close",
            "plugin:webview|create_webview_window",
            "plugin:path|resolve_directory",
            "plugin:resources|close",
            "plugin:store|load",
            "plugin:dialog|save",
            "plugin:dialog|open",
            "plugin:dialog|message",
            "plugin:store|get",
            "plugin:window-state|save_window_state",
            "plugin:opener|open_url",
            "plugin:opener|open_path",
            "plugin:opener|reveal_item_in_dir",
            "plugin:deep-link|get_current",
            "plugin:deep-link|register",
            "plugin:deep-link|unregister",
            "plugin:deep-link|is_registered",
            "plugin:barcode-scanner|scan",
            "plugin:tilework|no_such_request",
        ] {
            assert!(!is_granted(command, "main", &Origin::Local), "{command}");
        }
    }
}
