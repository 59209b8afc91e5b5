//! Where exported files go: the system's save dialogue, on a phone its document picker.

use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tilework_engine::ports::{ChosenFile, PortFuture, SavePlace, WantedFile};

/// Asks the person.
pub struct SaveDialog<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> SavePlace for SaveDialog<R> {
    fn choose(&self, wanted: WantedFile) -> PortFuture<'_, Result<Option<ChosenFile>, String>> {
        Box::pin(async move {
            let (tell, told) = tokio::sync::oneshot::channel();
            self.0
                .dialog()
                .file()
                .set_file_name(&wanted.name)
                .add_filter(wanted.extension.to_uppercase(), &[wanted.extension])
                .save_file(move |chosen| drop(tell.send(chosen)));
            match told.await.ok().flatten() {
                Some(chosen) => self.open(chosen).map(Some),
                None => Ok(None),
            }
        })
    }
}

impl<R: Runtime> SaveDialog<R> {
    #[cfg(desktop)]
    fn open(&self, chosen: FilePath) -> Result<ChosenFile, String> {
        tilework_host::chosen(&chosen.into_path().map_err(|error| error.to_string())?)
    }

    /// A phone names documents by addresses of its own, which only it can open.
    #[cfg(mobile)]
    fn open(&self, chosen: FilePath) -> Result<ChosenFile, String> {
        use std::io::BufWriter;

        use tauri_plugin_fs::{FsExt, OpenOptions};

        let mut how = OpenOptions::new();
        how.write(true).truncate(true);
        let file = self.0.fs().open(chosen.clone(), how);
        let file = file.map_err(|error| error.to_string())?;
        let emptied = file.try_clone().map_err(|error| error.to_string())?;
        Ok(ChosenFile {
            place: chosen.to_string(),
            file: Box::new(BufWriter::new(file)),
            keep: Box::new(|| Ok(())),
            // The picker made the document; an app may not delete it, only empty it.
            discard: Box::new(move || drop(emptied.set_len(0))),
        })
    }
}
