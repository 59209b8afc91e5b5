//! The Tauri shell: the only Rust that names tauri. It opens the engine and the window and connects the two.
//!
//! Deliberately not here: what the app does. That is tilework-engine's, and a host without a window could run it as well.

#[cfg(all(desktop, debug_assertions))]
mod browsers;
mod clients;
mod leaving;
mod lifecycle;
mod links;
mod opening;
mod requests;
mod save_dialog;
mod window;

use std::sync::Arc;

use tauri::{AppHandle, Manager, Runtime};
use tilework_engine::{Ports, ports::SavePlace};
use tilework_host::{DemoInProcess, Environment, PreferenceFile, SaveFolder};

use crate::{clients::Clients, opening::Opening, save_dialog::SaveDialog};

/// Runs the app until its window is closed.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    tilework_host::log::start(links::QUIETER);
    // Developers want theirs.
    if cfg!(not(debug_assertions)) {
        tilework_host::core_dumps::refuse();
    }
    let environment = Environment::read();
    let builder = desktop_plugins(tauri::Builder::default(), &environment)
        .plugin(tauri_plugin_dialog::init())
        // Only Rust asks it: the window hands it what leads out (leaving.rs).
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .plugin(requests::plugin())
        .manage(Opening::default())
        .manage(Clients::default())
        .setup(move |app| start(app.handle(), &environment));
    match builder.build(context()) {
        Ok(app) => app.run(lifecycle::on_event),
        Err(error) => {
            tracing::error!(%error, "Tilework cannot start");
            std::process::exit(1);
        }
    }
}

/// tauri.conf.json, the capabilities, the icons and ui/dist, embedded.
fn context<R: Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// One instance, and a window that comes back where it was. Instances with a data folder of their own are told apart by it.
#[cfg(desktop)]
fn desktop_plugins<R: Runtime>(
    builder: tauri::Builder<R>,
    environment: &Environment,
) -> tauri::Builder<R> {
    use tauri_plugin_window_state::StateFlags;

    const WINDOW_FILE: &str = "window.json";
    // Not whether it is visible: it shows when its page has loaded.
    let window_state = tauri_plugin_window_state::Builder::new().with_state_flags(
        StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN,
    );
    // Registers this program for links; its events and its commands are not used.
    #[cfg(any(target_os = "linux", windows))]
    let builder = builder.plugin(tauri_plugin_deep_link::init());
    match &environment.data_dir {
        // An absolute path takes the place of the plugin's own folder.
        Some(data_dir) => builder.plugin(
            window_state
                .with_filename(data_dir.join(WINDOW_FILE).to_string_lossy())
                .build(),
        ),
        None => builder
            .plugin(tauri_plugin_single_instance::init(|app, args, _folder| {
                if let Some(link) = links::among(args) {
                    links::offer(app, link);
                }
                window::focus(app);
            }))
            .plugin(window_state.with_filename(WINDOW_FILE).build()),
    }
}

#[cfg(mobile)]
fn desktop_plugins<R: Runtime>(
    builder: tauri::Builder<R>,
    _environment: &Environment,
) -> tauri::Builder<R> {
    // Opens the documents that the system's picker names; only Rust asks it.
    let builder = builder.plugin(tauri_plugin_fs::init());
    // The page calls it by its own name, as the capability `phone` allows: its Rust side can do nothing.
    builder.plugin(tauri_plugin_barcode_scanner::init())
}

fn start<R: Runtime>(
    app: &AppHandle<R>,
    environment: &Environment,
) -> Result<(), Box<dyn std::error::Error>> {
    // Not the roaming folder of Windows: a database must not be copied about while it is open.
    let data_dir = environment
        .data_dir
        .clone()
        .map_or_else(|| app.path().app_local_data_dir(), Ok)?;
    let ports = Ports {
        secrets: environment.secrets(),
        preferences: Arc::new(PreferenceFile::in_folder(&data_dir)),
        demo: Arc::new(DemoInProcess::default()),
        whereabouts: Arc::new(tilework_host::Gateway),
        save_place: match &environment.export_dir {
            Some(folder) => Arc::new(SaveFolder(folder.clone())) as Arc<dyn SavePlace>,
            None => Arc::new(SaveDialog(app.clone())),
        },
    };
    window::open(app, &data_dir)?;
    #[cfg(all(desktop, debug_assertions))]
    if let Some(ui) = &environment.browsers {
        browsers::serve(app, ui.clone(), data_dir.clone());
    }
    lifecycle::open_engine(app, data_dir, ports, environment.demo);
    #[cfg(desktop)]
    links::offer_the_first(app);
    #[cfg(any(target_os = "linux", windows))]
    if environment.data_dir.is_none() {
        links::register(app);
    }
    #[cfg(all(unix, desktop))]
    lifecycle::exit_on_signals(app);
    Ok(())
}
