//! Where exported files go: the system's save dialogue, on a phone its document picker.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

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
        create(&chosen.into_path().map_err(|error| error.to_string())?)
    }

    /// A phone names documents by addresses of its own, which only it can open.
    #[cfg(mobile)]
    fn open(&self, chosen: FilePath) -> Result<ChosenFile, String> {
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

/// `TILEWORK_EXPORT_DIR`: no question, into this folder. For tests and kiosks.
pub struct SaveFolder(pub PathBuf);

impl SavePlace for SaveFolder {
    fn choose(&self, wanted: WantedFile) -> PortFuture<'_, Result<Option<ChosenFile>, String>> {
        Box::pin(async move {
            fs::create_dir_all(&self.0).map_err(|error| error.to_string())?;
            create(&self.0.join(&wanted.name)).map(Some)
        })
    }
}

/// Writes beside the place first: a file that was there stays whole until the new one is.
fn create(path: &Path) -> Result<ChosenFile, String> {
    let mut beside = path.as_os_str().to_owned();
    // A name that nobody else has.
    beside.push(format!(".{}.part", uuid::Uuid::new_v4().simple()));
    let beside = PathBuf::from(beside);
    let file = File::create(&beside).map_err(|error| error.to_string())?;
    let (path, begun) = (path.to_owned(), beside.clone());
    Ok(ChosenFile {
        place: path.display().to_string(),
        file: Box::new(BufWriter::new(file)),
        keep: Box::new(move || {
            // On the disk before it takes the place of what was there.
            File::options().write(true).open(&beside)?.sync_all()?;
            fs::rename(beside, path)
        }),
        discard: Box::new(move || drop(fs::remove_file(begun))),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn written(path: &Path) -> ChosenFile {
        let mut chosen = create(path).unwrap();
        chosen.file.write_all(b"new").unwrap();
        chosen.file.flush().unwrap();
        chosen
    }

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Soil.csv");
        fs::write(&path, b"old").unwrap();
        (written(&path).discard)();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        (written(&path).keep)().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 1, "nothing is left beside it");
    }

    #[test]
    fn a_place_that_cannot_be_written_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        assert!(create(&folder.path().join("no/such/folder.csv")).is_err());
    }
}
