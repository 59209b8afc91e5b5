//! Browsers of this device beside the window, on the same engine: in debug builds alone, to show that all of them stay in step
//! (docs/adr/0021).

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager, Runtime};
use tilework_engine::{
    Engine,
    tasks::{Task, contained},
};
use tilework_web::{Files, Web};

use crate::opening::Opening;

/// In the data folder: the address that lets one browser in.
const INVITATION: &str = "invitation";

/// Serves them from when the engine is open until the app ends.
pub fn serve<R: Runtime>(app: &AppHandle<R>, ui: PathBuf, data_dir: PathBuf) {
    let app = app.clone();
    tauri::async_runtime::spawn(contained(Task::Window, async move {
        let opening = app.state::<Opening>();
        let Ok(engine) = opening.engine().await else {
            return;
        };
        match invited(engine.clone(), &ui, &data_dir).await {
            Ok(web) => drop(app.manage(web)),
            Err(error) => tracing::error!(%error, "no browser can be let in"),
        }
    }));
}

async fn invited(engine: Engine, ui: &Path, data_dir: &Path) -> std::io::Result<Web> {
    let web = Web::start(engine, Files::read(ui)?, 0).await?;
    let address = web.invite();
    tilework_host::write_private(&data_dir.join(INVITATION), address.expose().as_bytes())?;
    Ok(web)
}
